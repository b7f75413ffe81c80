import { permissions } from '../accounts/permissions.js';
import type { Email } from '../accounts/records.js';
import { type Call, changing, type Endpoint, reading, type Resource } from '../protocol/endpoint.js';
import { lookUp } from '../protocol/lookup.js';
import { toPage } from '../protocol/paging.js';
import { toEmail } from './email.js';
import { copyEmail, deleteEmail, findEmail, refuseForeignEmail, saveEmail } from './save-email.js';
import { searchEmails } from './search-emails.js';
import { cancelSchedule, deliverDue, scheduleEmail, sendEmail, sendTest } from './send-email.js';
import { sendTransactional } from './send-transactional.js';

function lookUpEmails(call: Call): object {
  return lookUp<Email>(call, {
    one: 'emailID',
    many: 'emailIDs',
    most: 25,
    what: 'email',
    find: (id) => call.account.emails.get(id),
    show: (email) => {
      refuseForeignEmail(call, email);
      return toEmail(email, call.settings);
    },
  });
}

function listTransactionalCategories(call: Call): object {
  const categories = [...call.account.transactionalCategories];
  return toPage(call, { usual: 20, most: 250 }, categories, (transactionalCategory) => ({ transactionalCategory }));
}

function getActivityLog(call: Call): object {
  findEmail(call);
  return toPage(call, { usual: 20, most: 250 }, [], () => ({}));
}

/** Whatever was due before a request has happened by then. */
function upToDate(endpoint: Endpoint): Endpoint {
  const answer = (call: Call): object => {
    deliverDue(call);
    return endpoint.answer(call);
  };
  return { ...endpoint, answer };
}

const composing = { supposedPermission: permissions.composeMail };

const endpoints: Resource = {
  cancelSchedule: changing(cancelSchedule, permissions.composeMail),
  copy: { ...changing(copyEmail), ...composing },
  delete: { ...changing(deleteEmail), ...composing },
  getActivityLog: reading(getActivityLog),
  lookup: reading(lookUpEmails),
  save: { ...changing(saveEmail), ...composing },
  schedule: changing(scheduleEmail, permissions.composeMail),
  search: reading(searchEmails),
  send: changing(sendEmail, permissions.sendMail),
  sendTest: changing(sendTest, permissions.sendMail),
  sendTransactional: changing(sendTransactional, permissions.sendMail),
  transactionalCategories: reading(listTransactionalCategories),
};

export const emails: Resource = Object.fromEntries(
  Object.entries(endpoints).map(([name, endpoint]) => [name, upToDate(endpoint)]),
);
