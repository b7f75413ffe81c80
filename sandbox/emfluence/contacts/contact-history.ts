import type { Call } from '../protocol/endpoint.js';
import { toPage } from '../protocol/paging.js';
import { readArray, readDateTime, readText } from '../protocol/read-values.js';
import { wrongValue } from '../protocol/refusal.js';
import { findContact } from './find-contact.js';

const kinds: Readonly<Record<string, readonly string[]>> = {
  EMAIL: [
    'SENT',
    'VIEWED',
    'CLICKED',
    'VIEWEDASWEBPAGE',
    'FORWARDED',
    'SHARED',
    'BOUNCED',
    'COMPLAINED',
    'UNSUBSCRIBED',
  ],
  WEBTRACKING: ['PAGEVIEW'],
  LANDINGPAGE: ['CLICK', 'CONVERSION', 'VIEW'],
  SURVEY: ['STARTED', 'COMPLETED'],
  SMS: ['SENT', 'FAILED', 'UNSUBSCRIBED', 'INCOMINGMESSAGE'],
};

function checkKind(text: string): void {
  const [type = '', action = ''] = text.trim().toUpperCase().split(':');
  const actions = kinds[type];
  if (!actions || !(action === '*' || actions.includes(action))) throw wrongValue('activities', `no activity ${text}`);
}

/** Nobody reads or clicks mail in the sandbox yet, so every valid request finds an empty page. */
export function listActivities(call: Call): object {
  const { input } = call;
  const start = input.require('startDate', readDateTime);
  const end = input.require('endDate', readDateTime);
  if (end < start) throw wrongValue('endDate', 'before startDate');
  const asked = input.require('activities', (value, name) =>
    typeof value === 'string' ? value.split(',') : readArray(value, name).map((item) => readText(item, name)),
  );
  asked.forEach(checkKind);
  return toPage(call, { usual: 20, most: 250 }, [], () => ({}));
}

export function getEmailHistory(call: Call): object {
  findContact(call);
  return toPage(call, { usual: 20, most: 250 }, [], () => ({}));
}
