import type { CustomField } from './accounts/records.js';
import { permissions } from './accounts/permissions.js';
import { reading, type Resource } from './protocol/endpoint.js';
import { toPage } from './protocol/paging.js';
import { readText } from './protocol/read-values.js';
import { notFound } from './protocol/refusal.js';

export function toCustomField({ systemName, label, datatype, maxLength }: CustomField): object {
  return {
    systemName,
    label,
    datatype: { name: datatype },
    maxLength: String(maxLength),
    variable: `$$${systemName}`,
  };
}

/** Read-only: custom fields are defined in the provider's own pages. */
export const customFields: Resource = {
  search: reading(
    (call) => toPage(call, { usual: 25, most: 250 }, call.account.identity.customFields, toCustomField),
    permissions.administrator,
  ),
  lookup: {
    verbs: 'POST GET',
    supposedPermission: permissions.administrator,
    answer: ({ account, input }) => {
      const name = input.require('systemName', readText).toLowerCase();
      const field = account.identity.customFields.find(({ systemName }) => systemName === name);
      if (!field) throw notFound('custom field');
      return toCustomField(field);
    },
  },
};
