import type { JsonObject } from '../element-definition.js';
import { objectsAt, textAt } from '../values.js';

/** Keap keeps consent for each e-mail address, in 17 words; the hub has six. */
const statuses: Readonly<Record<string, string>> = {
  DOUBLE_OPT_IN: 'subscribed',
  CONFIRMED: 'subscribed',
  SINGLE_OPT_IN: 'unconfirmed',
  UNENGAGED_MARKETABLE: 'unconfirmed',
  NON_MARKETABLE: 'never_subscribed',
  UNENGAGED_NON_MARKETABLE: 'never_subscribed',
  MANUAL: 'unsubscribed',
  ADMIN: 'unsubscribed',
  SYSTEM: 'unsubscribed',
  LIST_UNSUBSCRIBE: 'unsubscribed',
  FEEDBACK: 'unsubscribed',
  BOUNCE: 'bounced',
  HARD_BOUNCE: 'bounced',
  INVALID: 'bounced',
  DEACTIVATED: 'bounced',
  LOCKDOWN: 'bounced',
  SPAM: 'complained',
};

/** The consent of the first e-mail; `unknown` for a word that is not in the list, `never_subscribed` without an e-mail. */
export function readContactStatus(record: JsonObject): string {
  const first = objectsAt(record, 'email_addresses').find((item) => item['field'] === 'EMAIL1');
  if (!first) return 'never_subscribed';
  return toContactStatus(textAt(first, 'email_opt_status'));
}

/** The hub's word for one of Keap's. */
export function toContactStatus(word: string | undefined): string {
  return (word !== undefined && Object.hasOwn(statuses, word) && statuses[word]) || 'unknown';
}

export function isMarketable(status: string): boolean {
  return status === 'subscribed' || status === 'unconfirmed';
}
