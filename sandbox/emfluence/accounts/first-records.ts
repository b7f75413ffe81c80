import type { Records } from './account.js';
import type { CustomField, Group } from './records.js';

const opened = '2024-01-15 09:00:00';

function group(groupID: number, groupName: string, more: Partial<Group> = {}): Group {
  return {
    groupID,
    groupName,
    friendlyName: groupName,
    description: '',
    status: 'Active',
    private: true,
    protected: false,
    notes: '',
    externalID: '',
    userIDs: [],
    userID: '',
    type: 'Static',
    everybody: false,
    emailEnding: '',
    dateAdded: opened,
    dateModified: '',
    dateLastEmailSent: '',
    ...more,
  };
}

/** The static groups that seeded people are put into. */
export const seededGroups = { newsletter: 102, customers: 103, events: 104 } as const;

export const firstRecords: Records = {
  contacts: [],
  groups: [
    group(101, 'All', { protected: true, everybody: true, description: 'Every contact of the account' }),
    group(seededGroups.newsletter, 'Newsletter', { private: false, description: 'Monthly news' }),
    group(seededGroups.customers, 'Customers', { externalID: 'crm-customers' }),
    group(seededGroups.events, 'Event guests', { friendlyName: 'Events', private: false }),
    group(105, 'Contacts at example.org', { type: 'Dynamic', emailEnding: '@example.org' }),
    group(106, 'Old campaign', { status: 'Archived' }),
  ],
  emails: [],
  activities: [],
  transactionalCategories: [],
  seeded: 0,
  nextID: 1001,
};

export const firstCustomFields: readonly CustomField[] = [
  { systemName: 'custom1', label: 'Favourite colour', datatype: 'text', maxLength: 255 },
  { systemName: 'custom2', label: 'Loyalty points', datatype: 'number', maxLength: 20 },
  { systemName: 'custom3', label: 'Renewal date', datatype: 'date', maxLength: 10 },
  { systemName: 'custom4', label: 'Shoe size', datatype: 'text', maxLength: 20 },
  { systemName: 'custom5', label: 'Remarks', datatype: 'text', maxLength: 2000 },
];
