import type { ResourceDefinition } from '../element-definition.js';
import { dataOf, idPattern, reading } from './wire.js';

/** emfluence looks users up but lists none. */
export const users: ResourceDefinition = {
  vendorName: 'users',
  description: 'People who work with the account.',
  idPattern,
  vendorId: 'userID',
  fields: [
    { path: 'id', type: 'string', vendorPath: 'userID', readOnly: true },
    { path: 'email', type: 'email', vendorPath: 'email', readOnly: true },
    { path: 'firstName', type: 'string', vendorPath: 'firstName', readOnly: true },
    { path: 'lastName', type: 'string', vendorPath: 'lastName', readOnly: true },
  ],
  lacks: ['active'],
  vendorFields: [],
  operations: {
    retrieve: {
      steps: [
        { name: 'lookup', operation: reading('/users/lookup'), from: ({ id }) => [{ body: { userID: Number(id) } }] },
      ],
      answer: ({ replies }) => dataOf(replies['lookup']),
    },
  },
};
