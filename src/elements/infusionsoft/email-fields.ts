import type { FieldMapping } from '../element-definition.js';
import { textAt, textsAt } from '../values.js';

/** Bodies travel as Base64 of UTF-8. What is not Base64 is shown as it came. */
function decode(text: string | undefined): string | undefined {
  if (text === undefined || !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text)) return text;
  return Buffer.from(text, 'base64').toString('utf8');
}

const encode = (value: unknown): unknown =>
  typeof value === 'string' ? Buffer.from(value, 'utf8').toString('base64') : value;

/** One e-mail to contacts, as it is sent and as Keap keeps it of each of them. */
export const emailFields: readonly FieldMapping[] = [
  { path: 'id', type: 'string', vendorPath: 'id', readOnly: true },
  { path: 'subject', type: 'string', vendorPath: 'subject', required: true },
  {
    path: 'fromEmail',
    type: 'email',
    vendorPath: 'sent_from_address',
    vendorWritePath: 'from_address',
    description: 'An authenticated sender of the application. Without it the e-mail is the connected user’s.',
  },
  {
    path: 'html',
    type: 'string',
    read: (email) => decode(textAt(email, 'html_content')),
    write: (value) => ({ html_content: encode(value) }),
    description: 'Only in the answer for one e-mail, not in lists.',
  },
  {
    path: 'text',
    type: 'string',
    read: (email) => decode(textAt(email, 'plain_content')),
    write: (value) => ({ plain_content: encode(value) }),
    description: 'Only in the answer for one e-mail, not in lists.',
  },
  {
    path: 'contactIds',
    type: 'ids',
    required: true,
    read: (email) => {
      const id = textAt(email, 'contact_id');
      return id === undefined ? (textsAt(email, 'contacts').length > 0 ? email['contacts'] : undefined) : [id];
    },
    write: (value) => ({ contacts: value }),
  },
  {
    path: 'results',
    type: 'array',
    vendorPath: 'results',
    readOnly: true,
    description: 'After sending: what became of it for each contact, `{id, outcome, message}`.',
  },
  { path: 'sentAt', type: 'datetime', vendorPath: 'sent_time', readOnly: true },
  { path: 'openedAt', type: 'datetime', vendorPath: 'opened_time', readOnly: true },
  { path: 'clickedAt', type: 'datetime', vendorPath: 'clicked_time', readOnly: true },
];
