import { describeElementContract } from './describe-element-contract.js';
import { infusionsoftTable } from './infusionsoft.table.js';

describeElementContract(infusionsoftTable);
