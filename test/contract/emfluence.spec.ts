import { describeElementContract } from './describe-element-contract.js';
import { emfluenceTable } from './emfluence.table.js';

describeElementContract(emfluenceTable);
