import { contacts } from './contacts/contacts.js';
import { customFields } from './custom-fields.js';
import { diagnostics } from './diagnostics.js';
import { emailReports } from './email-reports.js';
import { emails } from './emails/emails.js';
import { groups } from './groups/groups.js';
import type { Resource } from './protocol/endpoint.js';
import { users } from './users.js';

/** Every resource of the API; a new one is a file of its own and a line here. */
export const resources: Readonly<Record<string, Resource>> = {
  contacts,
  customFields,
  emailReports,
  emails,
  groups,
  helper: diagnostics,
  users,
};
