import type { SandboxReply } from '../provider.js';
import type { Settings } from '../settings.js';
import { readAddress, regionName, toAddress } from './address.js';
import type { Call, Route } from './call.js';
import { param } from './call.js';
import { readEmail, readFax, readPhone, toEmail, toFax, toPhone } from './channels.js';
import type { SentEmail } from './channels.js';
import { customFilter } from './custom-filters.js';
import { readCustomValues } from './custom-values.js';
import { comparedIdField, sinceField, textField, untilField } from './filter-fields.js';
import { readBody, readId, readList, readText } from './json-body.js';
import type { JsonObject } from './json-body.js';
import { optIn, touchAddress } from './opt-in.js';
import { listPage, nextPageToken } from './paging.js';
import type { CompanyRecord, TenantRecords } from './records.js';
import { notFound, Refusal } from './refusal.js';
import { emptyReply, jsonReply } from './replies.js';
import { applyMask, readNames, selectColumns, toRecord } from './selection.js';
import type { Columns } from './selection.js';
import { allRows, findRow, insertRow, removeRow } from './table.js';
import { parseDate, toTimestamp } from './times.js';

const TEXTS = [
  'company_name',
  'website',
  'notes',
  'contact_type',
  'first_name',
  'last_name',
  'middle_name',
  'preferred_name',
  'job_title',
  'title',
  'suffix',
  'spouse_name',
  'assistant_name',
  'assistant_phone',
  'billing_information',
  'referral_code',
];
const DATES = ['anniversary_date', 'birth_date'];
const PARTS = ['address', 'email_address', 'phone_number', 'fax_number'] as const;
const WRITABLE = [...TEXTS, ...DATES, 'owner_id', ...PARTS, 'custom_fields'];
const SHORT = [
  'id',
  ...TEXTS.filter((name) => name !== 'notes'),
  ...DATES,
  'owner_id',
  'groups',
  'account_id',
  'created_by',
  'last_updated_by',
];

/** Lists leave the documented ones out unless `fields` names them. */
const LIST_COLUMNS: Columns = {
  all: [...SHORT, 'notes', ...PARTS, 'custom_fields', 'create_time', 'update_time'],
  minimal: SHORT,
};

/** What `fields` of a single company may name. */
const OPTIONAL = ['address', 'custom_fields', 'email_address', 'fax_number', 'phone_number', 'website', 'notes'];
const USUAL = LIST_COLUMNS.all.filter((name) => !OPTIONAL.includes(name));

export function toCompany(company: CompanyRecord, records: TenantRecords, settings: Settings): JsonObject {
  const { address, email_address: email, phone_number: phone, fax_number: fax } = company;
  return {
    ...company.texts,
    id: String(company.id),
    account_id: String(company.id),
    address: address && toAddress(address),
    email_address: email && toEmail(records, email),
    phone_number: phone && toPhone(phone),
    fax_number: fax && toFax(fax),
    custom_fields: company.custom_fields,
    groups: company.tags.map(({ tag_id }) => tag_id).join(','),
    created_by: String(company.created_by),
    last_updated_by: String(company.updated_by),
    create_time: toTimestamp(company.created, settings),
    update_time: toTimestamp(company.updated, settings),
  };
}

/** `companyFields` says whether `fields` adds to what comes in any case or stands for all of it. */
function singleColumns(call: Call): readonly string[] {
  const asked = selectColumns(call, { all: OPTIONAL, minimal: [] });
  const selects = call.settings.get<string>('companyFields') === 'select' && readNames(call, 'fields') !== undefined;
  return selects ? asked : [...USUAL, ...asked];
}

function companyReply(call: Call, status: number, company: CompanyRecord): SandboxReply {
  return jsonReply('v2', status, toRecord(call, toCompany(company, call.records, call.settings), singleColumns(call)));
}

function findCompany(call: Call): CompanyRecord {
  const company = findRow(call.records.companies, param(call, 'company_id'));
  if (!company) throw notFound('Company');
  return company;
}

function listCompanies(call: Call): SandboxReply {
  const { settings, records } = call;
  const columns = selectColumns(call, LIST_COLUMNS);
  const page = listPage<CompanyRecord>(call, {
    rows: allRows(records.companies),
    idOf: ({ id }) => id,
    filter: {
      fields: {
        company_name: textField(settings, ({ texts }) => texts['company_name']),
        name: textField(settings, ({ texts }) => texts['company_name'], { wildcard: true }),
        email: textField(settings, ({ email_address }) => email_address?.email, { caseless: true }),
        city: textField(settings, ({ address }) => address?.locality, { wildcard: true }),
        state: textField(settings, ({ address }) => address && regionName(address), { wildcard: true }),
        since_time: sinceField(({ updated }) => updated),
        until_time: untilField(({ updated }) => updated),
        company_id: comparedIdField(({ id }) => id),
      },
      custom: customFilter(records.companyFields, settings),
    },
    order: {
      id: ({ id }) => id,
      create_time: ({ created }) => created,
      name: ({ texts }) => texts['company_name'],
      email: ({ email_address }) => email_address?.email,
    },
  });
  const companies = page.rows.map((row) => toRecord(call, toCompany(row, records, settings), columns));
  return jsonReply('v2', 200, { companies, ...nextPageToken(call, page) });
}

interface CompanyChange {
  readonly texts: Readonly<Record<string, string | undefined>>;
  readonly parts: Partial<CompanyRecord>;
  readonly cleared: readonly (typeof PARTS)[number][];
  readonly email?: SentEmail;
}

function readSingle(body: JsonObject, name: string, records: TenantRecords): string | undefined {
  if (name === 'owner_id') {
    const id = readId(body, name);
    if (id && !findRow(records.users, id)) throw new Refusal(400, 'Unable to find this User');
    return id;
  }
  const text = readText(body, name) || undefined;
  return text !== undefined && DATES.includes(name) ? parseDate(text) : text;
}

function readChange(body: JsonObject, records: TenantRecords): CompanyChange {
  const has = (name: string): boolean => body[name] !== undefined && body[name] !== null;
  const singles = [...TEXTS, ...DATES, 'owner_id'].filter((name) => Object.hasOwn(body, name));
  const email = has('email_address')
    ? readEmail(body['email_address'], 'EMAIL1', ['is_opt_in', 'email_opt_status'])
    : undefined;
  return {
    texts: Object.fromEntries(singles.map((name) => [name, readSingle(body, name, records)])),
    parts: {
      ...(has('address') ? { address: readAddress(body['address'], 'BILLING') } : {}),
      ...(has('phone_number') ? { phone_number: readPhone(body['phone_number'], 'PHONE1') } : {}),
      ...(has('fax_number') ? { fax_number: readFax(body['fax_number'], 'FAX1') } : {}),
      ...(email ? { email_address: { email: email.email, field: email.field } } : {}),
      ...(Object.hasOwn(body, 'custom_fields')
        ? { custom_fields: readCustomValues(readList(body, 'custom_fields') ?? [], records.companyFields) }
        : {}),
    },
    cleared: PARTS.filter((name) => body[name] === null),
    ...(email ? { email } : {}),
  };
}

function applyChange(call: Call, company: CompanyRecord, change: CompanyChange): void {
  for (const [name, text] of Object.entries(change.texts)) {
    if (text === undefined) delete company.texts[name];
    else company.texts[name] = text;
  }
  Object.assign(company, change.parts);
  for (const name of change.cleared) delete company[name];
  if (change.email) {
    const row = touchAddress(call.records, change.email.email, call.now);
    if (change.email.reason) optIn(row, change.email.reason);
  }
  company.updated = call.now;
  company.updated_by = call.caller.account.userId;
}

function createCompany(call: Call): SandboxReply {
  const change = readChange(readBody(call.request, WRITABLE), call.records);
  const { userId } = call.caller.account;
  const times = { created: call.now, updated: call.now, created_by: userId, updated_by: userId };
  const company = insertRow(call.records.companies, { texts: {}, custom_fields: [], tags: [], ...times });
  applyChange(call, company, change);
  return companyReply(call, 201, company);
}

function updateCompany(call: Call): SandboxReply {
  const company = findCompany(call);
  applyChange(
    call,
    company,
    readChange(applyMask(call, readBody(call.request, WRITABLE), LIST_COLUMNS.all), call.records),
  );
  return companyReply(call, 200, company);
}

/** Its contacts stay, without a company. */
function deleteCompany(call: Call): SandboxReply {
  const { id } = findCompany(call);
  removeRow(call.records.companies, id);
  for (const contact of allRows(call.records.contacts)) if (contact.company_id === id) delete contact.company_id;
  return emptyReply();
}

const permission = 'companies';
const one = '/v2/companies/{company_id}';

export const companyRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/companies', permission, handle: listCompanies },
  { method: 'POST', path: '/v2/companies', permission, handle: createCompany },
  { method: 'GET', path: one, permission, handle: (call) => companyReply(call, 200, findCompany(call)) },
  { method: 'PATCH', path: one, permission, handle: updateCompany },
  { method: 'DELETE', path: one, permission, handle: deleteCompany },
];
