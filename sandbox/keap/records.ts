import type { CustomValue } from './custom-value.js';
import type {
  NoteRecord,
  StageRecord,
  OpportunityRecord,
  TaskRecord,
  CampaignRecord,
  EmailRecord,
} from './sales-records.js';

/** Rows by id; integer keys keep insertion cheap and iteration in id order. Plain JSON, so that it can be stored. */
export interface Table<T> {
  next: number;
  rows: Record<string, T>;
}

export interface EmailItem {
  email: string;
  field: string;
}

export interface PhoneItem {
  number: string;
  extension?: string;
  type?: string;
  field: string;
}

export interface FaxItem {
  number: string;
  type?: string;
  field: string;
}

export interface AddressItem {
  field: string;
  line1?: string;
  line2?: string;
  locality?: string;
  /** Kept as text only where the caller named a region that has no code. */
  region?: string;
  region_code?: string;
  /** Kept as text only where the caller named a country that has no code. */
  country?: string;
  country_code?: string;
  postal_code?: string;
  zip_code?: string;
  zip_four?: string;
}

export interface SocialItem {
  type: string;
  name?: string;
}

export interface UtmItem {
  id: number;
  keapSourceId: string;
  utmSource?: string;
  utmMedium?: string;
  utmTerm?: string;
  utmCampaign?: string;
  utmContent?: string;
  created: number;
}

/** A contact; its opt-in status is not here, for it belongs to the address and is shared by all who have it. */
export interface ContactRecord {
  id: number;
  /** Single-valued text properties under their v2 names. */
  texts: Record<string, string>;
  email_addresses: EmailItem[];
  phone_numbers: PhoneItem[];
  fax_numbers: FaxItem[];
  addresses: AddressItem[];
  custom_fields: CustomValue[];
  social_accounts: SocialItem[];
  company_id?: number;
  origin?: { date: number; ip_address: string };
  utm_parameters: UtmItem[];
  tags: AppliedTag[];
  score: number;
  created: number;
  updated: number;
  created_by: number;
  updated_by: number;
}

export interface AppliedTag {
  tag_id: number;
  applied: number;
}

export interface TagRecord {
  id: number;
  name: string;
  description?: string;
  category_id?: number;
  created: number;
  updated: number;
}

export interface CategoryRecord {
  id: number;
  name: string;
  description?: string;
  created: number;
  updated: number;
}

export interface CompanyRecord {
  id: number;
  texts: Record<string, string>;
  email_address?: EmailItem;
  phone_number?: PhoneItem;
  fax_number?: FaxItem;
  address?: AddressItem;
  custom_fields: CustomValue[];
  tags: AppliedTag[];
  created: number;
  updated: number;
  created_by: number;
  updated_by: number;
}

/** One row of the address table: consent belongs to the address, whoever has it. */
export interface AddressRow {
  email: string;
  status: string;
  reason?: string;
  created: number;
  last_sent?: number;
  last_open?: number;
  last_click?: number;
}

export interface CustomFieldRecord {
  id: number;
  label: string;
  field_type: string;
  field_name: string;
  options: { id: string; label: string }[];
  group_id: string;
  group_name: string;
}

export interface UserRecord {
  id: number;
  given_name: string;
  family_name: string;
  email: string;
  status: string;
  admin: boolean;
  partner: boolean;
  global_user_id: string;
  keap_id: string;
  created: number;
  updated: number;
}

export interface LeadSourceRecord {
  id: number;
  name: string;
  description?: string;
  vendor?: string;
  medium?: string;
  message?: string;
  status: string;
  lead_source_category_id?: string;
  start?: number;
  end?: number;
  created: number;
  updated: number;
}

/** Everything that one Keap app (a tenant) holds. */
export interface TenantRecords {
  contacts: Table<ContactRecord>;
  companies: Table<CompanyRecord>;
  tags: Table<TagRecord>;
  categories: Table<CategoryRecord>;
  users: Table<UserRecord>;
  leadSources: Table<LeadSourceRecord>;
  contactFields: Table<CustomFieldRecord>;
  companyFields: Table<CustomFieldRecord>;
  noteFields: Table<CustomFieldRecord>;
  notes: Table<NoteRecord>;
  stages: Table<StageRecord>;
  opportunityFields: Table<CustomFieldRecord>;
  opportunities: Table<OpportunityRecord>;
  tasks: Table<TaskRecord>;
  campaigns: Table<CampaignRecord>;
  emails: Table<EmailRecord>;
  /** By the address in lower case. */
  addresses: Record<string, AddressRow>;
  seeded: number;
}
