import type { SandboxReply } from '../provider.js';
import type { Call, Route } from './call.js';
import type { ApiVersion } from './replies.js';
import { checkObject, readBody, readEnum, readId, readList, readText, required } from './json-body.js';
import type { JsonObject } from './json-body.js';
import type { CustomFieldRecord, Table, TenantRecords } from './records.js';
import { jsonReply } from './replies.js';
import { allRows, insertRow } from './table.js';

const FIELD_TYPES = [
  'CURRENCY',
  'DATE',
  'DATE_TIME',
  'DAY_OF_WEEK',
  'DECIMAL_NUMBER',
  'DRILLDOWN',
  'DROPDOWN',
  'EMAIL',
  'LIST_BOX',
  'MONTH',
  'NAME',
  'PERCENT',
  'PHONE_NUMBER',
  'RADIO',
  'SOCIAL_SECURITY_NUMBER',
  'STATE',
  'TEXT',
  'TEXT_AREA',
  'USER',
  'USER_LIST_BOX',
  'WEBSITE',
  'WHOLE_NUMBER',
  'YEAR',
  'YES_NO',
];

interface ObjectModel {
  readonly recordType: string;
  readonly fieldsOf: (records: TenantRecords) => Table<CustomFieldRecord>;
  readonly optionalProperties: readonly string[];
}

const CONTACTS: ObjectModel = {
  recordType: 'CONTACT',
  fieldsOf: ({ contactFields }) => contactFields,
  optionalProperties: ['custom_fields'],
};
const COMPANIES: ObjectModel = {
  recordType: 'COMPANY',
  fieldsOf: ({ companyFields }) => companyFields,
  optionalProperties: [
    'notes',
    'fax_number',
    'address',
    'email_address',
    'phone_number',
    'update_time',
    'create_time',
    'custom_fields',
  ],
};
const NOTES: ObjectModel = {
  recordType: 'TASK_NOTE_APPOINTMENT',
  fieldsOf: ({ noteFields }) => noteFields,
  optionalProperties: ['custom_fields'],
};

const OPPORTUNITIES: ObjectModel = {
  recordType: 'OPPORTUNITY',
  fieldsOf: ({ opportunityFields }) => opportunityFields,
  optionalProperties: ['custom_fields', 'created_by', 'last_updated_by', 'status_id'],
};

/** In v2 what the capture showed as null stays null unless the switch `modelFieldNames` says otherwise. */
function toField(call: Call, field: CustomFieldRecord, recordType: string): JsonObject {
  const shown = call.settings.get<string>('modelFieldNames') === 'present';
  return {
    id: String(field.id),
    label: field.label,
    options: field.options.length > 0 ? field.options : shown ? [] : null,
    record_type: shown ? recordType : null,
    field_type: field.field_type,
    default_value: null,
    group_id: shown ? field.group_id : null,
    group_name: shown ? field.group_name : null,
    field_name: shown ? field.field_name : null,
  };
}

function toCamel(constant: string): string {
  return constant.toLowerCase().replace(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function toFieldV1(field: CustomFieldRecord, recordType: string): JsonObject {
  return {
    id: field.id,
    label: field.label,
    options: field.options,
    record_type: recordType,
    field_type: toCamel(field.field_type),
    field_name: field.field_name,
    default_value: null,
  };
}

function showModel(version: ApiVersion, model: ObjectModel) {
  return (call: Call): SandboxReply => {
    const fields = allRows(model.fieldsOf(call.records));
    const shown = fields.map((field) =>
      version === 'v1' ? toFieldV1(field, model.recordType) : toField(call, field, model.recordType),
    );
    return jsonReply(version, 200, { custom_fields: shown, optional_properties: model.optionalProperties });
  };
}

/** The column name: the label without what a name cannot hold, numbered when it is taken. */
function toFieldName(label: string, fields: Table<CustomFieldRecord>): string {
  const stem = label.replace(/[^A-Za-z0-9]/g, '').slice(0, 60) || 'Field';
  const taken = (name: string): boolean =>
    allRows(fields).some(({ field_name }) => field_name.toLowerCase() === name.toLowerCase());
  if (!taken(stem)) return stem;
  let number = 0;
  while (taken(`${stem}${number}`)) number += 1;
  return `${stem}${number}`;
}

function createField(model: ObjectModel) {
  return (call: Call): SandboxReply => {
    const body = readBody(call.request, ['label', 'field_type', 'options', 'group_id', 'user_group_id']);
    const fields = model.fieldsOf(call.records);
    const label = required(readText(body, 'label')?.trim(), 'label');
    const options = (readList(body, 'options') ?? []).map((value, index) => {
      const option = checkObject(value, ['label']);
      return { id: String(index + 1), label: required(readText(option, 'label'), 'options.label') };
    });
    const field = insertRow(fields, {
      label,
      field_type: required(readEnum(body, 'field_type', FIELD_TYPES), 'field_type'),
      field_name: toFieldName(label, fields),
      options,
      group_id: readId(body, 'group_id') ?? '2',
      group_name: 'Custom Fields',
    });
    return jsonReply('v2', 201, toField(call, field, model.recordType));
  };
}

export const modelRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/contacts/model', permission: 'contacts', handle: showModel('v2', CONTACTS) },
  { method: 'POST', path: '/v2/contacts/model/customFields', permission: 'contacts', handle: createField(CONTACTS) },
  { method: 'GET', path: '/v2/companies/model', permission: 'companies', handle: showModel('v2', COMPANIES) },
  { method: 'POST', path: '/v2/companies/model/customFields', permission: 'companies', handle: createField(COMPANIES) },
  { method: 'GET', path: '/v2/notes/model', permission: 'notes', handle: showModel('v2', NOTES) },
  { method: 'POST', path: '/v2/notes/model/customFields', permission: 'notes', handle: createField(NOTES) },
  {
    method: 'GET',
    path: '/v2/opportunities/model',
    permission: 'opportunities',
    handle: showModel('v2', OPPORTUNITIES),
  },
  {
    method: 'POST',
    path: '/v2/opportunities/model/customFields',
    permission: 'opportunities',
    handle: createField(OPPORTUNITIES),
  },
  { method: 'GET', path: '/v2/tasks/model', permission: 'tasks', handle: showModel('v2', NOTES) },
  { method: 'POST', path: '/v2/tasks/model/customFields', permission: 'tasks', handle: createField(NOTES) },
  { method: 'GET', path: '/v1/contacts/model', permission: 'contacts', handle: showModel('v1', CONTACTS) },
];
