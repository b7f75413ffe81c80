import type { SandboxReply } from '../provider.js';
import type { Settings } from '../settings.js';
import type { Call, Route } from './call.js';
import { param } from './call.js';
import type { Clause } from './filter.js';
import { flagField, setField } from './filter-fields.js';
import { readBody, readFlag, readText, required } from './json-body.js';
import type { JsonObject } from './json-body.js';
import { findAddress, isOptedIn, OPT_STATUSES, optIn, optOut } from './opt-in.js';
import { listPage, nextPageToken } from './paging.js';
import type { AddressRow } from './records.js';
import { notFound, unreadable } from './refusal.js';
import { jsonReply } from './replies.js';
import { toRecord } from './selection.js';
import { toTimestamp } from './times.js';

export function toStatus(row: AddressRow, settings: Settings): JsonObject {
  const time = (ms: number | undefined): string | undefined =>
    ms === undefined ? undefined : toTimestamp(ms, settings);
  const full = {
    email: row.email,
    opted_in: isOptedIn(row.status),
    status: row.status,
    create_time: time(row.created),
    last_click_time: time(row.last_click),
    last_open_time: time(row.last_open),
    last_sent_time: time(row.last_sent),
  };
  return toRecord({ settings }, full, Object.keys(full));
}

function findStatus(call: Call): AddressRow {
  const row = findAddress(call.records, param(call, 'email'));
  if (!row) throw notFound('Email Address');
  return row;
}

/** Opting in where the status forbids it answers 200 like any other, with the status as it was. */
function updateStatus(call: Call): SandboxReply {
  const row = findStatus(call);
  const either = call.settings.get<string>('statusReasonName') === 'either';
  const body = readBody(call.request, ['opted_in', 'reason', ...(either ? ['opt_in_reason'] : [])]);
  const reason = required(readText(body, 'reason') ?? readText(body, 'opt_in_reason'), 'reason');
  const change = required(readFlag(body, 'opted_in'), 'opted_in') ? optIn : optOut;
  change(row, reason);
  return jsonReply('v2', 200, toStatus(row, call.settings));
}

function statusesField(clause: Clause): (row: AddressRow) => boolean {
  const known: readonly string[] = OPT_STATUSES;
  if (clause.value.split(',').some((status) => !known.includes(status.trim()))) throw unreadable();
  return setField<AddressRow>(({ status }) => status)(clause);
}

function listStatuses(call: Call): SandboxReply {
  const page = listPage<AddressRow>(call, {
    rows: Object.values(call.records.addresses),
    idOf: ({ email }) => email.toLowerCase(),
    filter: {
      fields: {
        emails: (clause) =>
          setField<AddressRow>(({ email }) => email.toLowerCase())({ ...clause, value: clause.value.toLowerCase() }),
        statuses: statusesField,
        opted_in: flagField(({ status }) => isOptedIn(status)),
      },
    },
    order: {
      email: ({ email }) => email,
      status: ({ status }) => status,
      create_time: ({ created }) => created,
      last_click_time: ({ last_click }) => last_click,
      last_open_time: ({ last_open }) => last_open,
      last_sent_time: ({ last_sent }) => last_sent,
    },
  });
  const rows = page.rows.map((row) => toStatus(row, call.settings));
  return jsonReply('v2', 200, { email_addresses: rows, ...nextPageToken(call, page) });
}

const permission = 'contacts';
const status = '/v2/emailAddresses/{email}/status';

export const emailAddressRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/emailAddresses', permission, handle: listStatuses },
  {
    method: 'GET',
    path: status,
    permission,
    handle: (call) => jsonReply('v2', 200, toStatus(findStatus(call), call.settings)),
  },
  { method: 'PATCH', path: status, permission, handle: updateStatus },
];
