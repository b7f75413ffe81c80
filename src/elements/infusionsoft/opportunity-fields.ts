import type { FieldMapping } from '../element-definition.js';
import { textAt } from '../values.js';
import { customFieldValues } from './custom-fields.js';

export const needsContact = 'Keap keeps an opportunity with a contact, and has none without one: give "contactId".';

/** BEHAVIOR.md 17: ids go in flat, and come out nested with the names of what they stand for. */
export const opportunityFields: readonly FieldMapping[] = [
  { path: 'id', type: 'string', vendorPath: 'id', readOnly: true },
  { path: 'name', type: 'string', vendorPath: 'opportunity_title', required: true },
  { path: 'contactId', type: 'id', vendorPath: 'contact.id', vendorWritePath: 'contact_id', required: needsContact },
  {
    path: 'contactName',
    type: 'string',
    readOnly: true,
    read: (record) =>
      ['first_name', 'last_name'].flatMap((key) => textAt(record, 'contact', key) ?? []).join(' ') || undefined,
  },
  {
    path: 'stageId',
    type: 'id',
    vendorPath: 'stage.id',
    vendorWritePath: 'stage_id',
    description: 'Without it, a new opportunity gets the first stage of the pipeline.',
  },
  { path: 'stage', type: 'string', vendorPath: 'stage.name', readOnly: true },
  { path: 'amountLow', type: 'number', vendorPath: 'projected_revenue_low' },
  { path: 'amountHigh', type: 'number', vendorPath: 'projected_revenue_high' },
  {
    path: 'closeDate',
    type: 'date',
    vendorPath: 'estimated_close_time',
    write: (value) => ({ estimated_close_time: typeof value === 'string' ? `${value}T00:00:00.000Z` : value }),
  },
  { path: 'ownerId', type: 'id', vendorPath: 'user.id', vendorWritePath: 'user_id' },
  { path: 'description', type: 'string', vendorPath: 'opportunity_notes' },
  customFieldValues,
  { path: 'createdAt', type: 'datetime', vendorPath: 'created_time', readOnly: true },
  { path: 'updatedAt', type: 'datetime', vendorPath: 'last_updated_time', readOnly: true },
];
