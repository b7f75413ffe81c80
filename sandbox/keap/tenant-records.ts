import type { CustomFieldRecord, TenantRecords, UserRecord } from './records.js';
import { createTable, insertRow } from './table.js';

const DAY = 86_400_000;

function createEmptyRecords(): TenantRecords {
  return {
    contacts: createTable(1001),
    companies: createTable(100),
    tags: createTable(91),
    categories: createTable(11),
    users: createTable(45),
    leadSources: createTable(12),
    contactFields: createTable(6),
    companyFields: createTable(6),
    noteFields: createTable(6),
    notes: createTable(3),
    stages: createTable(21),
    opportunityFields: createTable(6),
    opportunities: createTable(301),
    tasks: createTable(501),
    campaigns: createTable(71),
    emails: createTable(801),
    addresses: {},
    seeded: 0,
  };
}

/** What every Keap app of the sandbox starts with: its user, custom fields, tags, lead sources and a company. */
export function createTenantRecords(
  tenant: string,
  owner: Omit<UserRecord, 'id' | 'created' | 'updated'>,
  now: number,
): TenantRecords {
  const opened = Math.floor((now - 400 * DAY) / 1000) * 1000;
  const records = createEmptyRecords();
  addUsers(records, tenant, owner, opened);
  addCustomFields(records);
  addTags(records, opened);
  addLeadSources(records, opened);
  addCompany(records, opened);
  addStages(records, opened);
  addCampaigns(records, owner.global_user_id, opened);
  return records;
}

function addUsers(
  records: TenantRecords,
  tenant: string,
  owner: Omit<UserRecord, 'id' | 'created' | 'updated'>,
  opened: number,
): void {
  insertRow(records.users, { ...owner, created: opened, updated: opened });
  insertRow(records.users, {
    ...owner,
    given_name: 'Noor',
    family_name: 'Retired',
    email: owner.email.replace(/^[^@]+/, 'noor'),
    status: 'INACTIVE',
    admin: false,
    global_user_id: `${tenant}-2`,
    keap_id: owner.keap_id.replace(/^[^@]+/, 'noor'),
    created: opened,
    updated: opened,
  });
}

function addStages(records: TenantRecords, opened: number): void {
  const steps = [
    ['New Opportunity', 10],
    ['Contacting', 30],
    ['Negotiating', 70],
    ['Won', 100],
    ['Lost', 0],
  ] as const;
  for (const [index, [name, probability]] of steps.entries()) {
    insertRow(records.stages, {
      name,
      order: (index + 1) * 10,
      probability,
      target_number_days: 14,
      created: opened,
      updated: opened,
    });
  }
}

/** One that runs and one that nobody has published yet. */
function addCampaigns(records: TenantRecords, created_by: string, opened: number): void {
  const by = { created_by, created: opened, updated: opened };
  insertRow(records.campaigns, { name: 'Welcome Series', published: opened + DAY, active: 3, completed: 12, ...by });
  insertRow(records.campaigns, { name: 'Spring Campaign', active: 0, completed: 0, ...by });
}

function addCompany(records: TenantRecords, opened: number): void {
  insertRow(records.companies, {
    texts: { company_name: 'Example Ltd', website: 'https://example.com' },
    email_address: { email: 'office@example.com', field: 'EMAIL1' },
    phone_number: { number: '(480) 555-0100', type: 'Work', field: 'PHONE1' },
    address: {
      field: 'BILLING',
      line1: '1 Main St',
      locality: 'Chandler',
      region_code: 'US-AZ',
      country_code: 'USA',
      postal_code: '85225',
      zip_code: '85225',
    },
    custom_fields: [],
    tags: [],
    created: opened,
    updated: opened,
    created_by: 45,
    updated_by: 45,
  });
}

function addCustomFields(records: TenantRecords): void {
  const group = { group_id: '2', group_name: 'Custom Fields' };
  const fields: Omit<CustomFieldRecord, 'id'>[] = [
    { label: 'Favourite colour', field_type: 'TEXT', field_name: 'Favouritecolour', options: [], ...group },
    { label: 'Loyalty points', field_type: 'WHOLE_NUMBER', field_name: 'Loyaltypoints', options: [], ...group },
    {
      label: 'Plan',
      field_type: 'DROPDOWN',
      field_name: 'Plan0',
      options: ['Basic', 'Plus', 'Premium'].map((label, index) => ({ id: String(index + 1), label })),
      ...group,
    },
    { label: 'Renewal date', field_type: 'DATE', field_name: 'Renewaldate', options: [], ...group },
    { label: 'VIP', field_type: 'YES_NO', field_name: 'VIP0', options: [], ...group },
  ];
  for (const field of fields) insertRow(records.contactFields, field);
  insertRow(records.companyFields, {
    label: 'Industry',
    field_type: 'TEXT',
    field_name: 'Industry',
    options: [],
    ...group,
  });
}

function addTags(records: TenantRecords, opened: number): void {
  const times = { created: opened, updated: opened };
  const segments = insertRow(records.categories, {
    name: 'Customer Segments',
    description: 'Tags for customer segmentation',
    ...times,
  });
  const events = insertRow(records.categories, { name: 'Events', ...times });
  insertRow(records.tags, {
    name: 'VIP Customer',
    description: 'High-value customers',
    category_id: segments.id,
    ...times,
  });
  insertRow(records.tags, { name: 'Newsletter', category_id: segments.id, ...times });
  insertRow(records.tags, { name: 'Open Day 2026', category_id: events.id, ...times });
  insertRow(records.tags, { name: 'Uncategorised', ...times });
}

function addLeadSources(records: TenantRecords, opened: number): void {
  const times = { created: opened, updated: opened };
  insertRow(records.leadSources, {
    name: 'Google Ads',
    description: 'Paid search advertising',
    vendor: 'Google',
    medium: 'cpc',
    status: 'ACTIVE',
    start: opened,
    ...times,
  });
  insertRow(records.leadSources, {
    name: 'Trade fair',
    vendor: 'Messe',
    medium: 'event',
    status: 'INACTIVE',
    ...times,
  });
}
