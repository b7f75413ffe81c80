import type { SandboxReply } from '../provider.js';
import type { Settings } from '../settings.js';
import type { Call, Route } from './call.js';
import { param } from './call.js';
import { parseFilter } from './filter.js';
import { flagField, setField, textField } from './filter-fields.js';
import type { JsonObject } from './json-body.js';
import { userOf } from './keap-state.js';
import { listPage, nextPageToken } from './paging.js';
import type { UserRecord } from './records.js';
import { notFound } from './refusal.js';
import { jsonReply } from './replies.js';
import { allRows, findRow } from './table.js';
import { toTimestamp } from './times.js';

export function toUser(user: UserRecord, settings: Settings): JsonObject {
  return {
    id: String(user.id),
    global_user_id: user.global_user_id,
    keap_id: user.keap_id,
    given_name: user.given_name,
    family_name: user.family_name,
    email_addresses: [{ email: user.email, field: 'EMAIL1' }],
    phone_numbers: [],
    fax_numbers: [],
    social_accounts: [],
    status: user.status,
    admin: user.admin,
    partner: user.partner,
    created_by: user.id,
    create_time: toTimestamp(user.created, settings),
    updated_by: user.id,
    update_time: toTimestamp(user.updated, settings),
  };
}

/** Inactive users and partners come only when they are asked for. */
function visibleUsers(call: Call): UserRecord[] {
  const clauses = parseFilter(call.request.query.get('filter') ?? '');
  const asks = (name: string): boolean => clauses.some((clause) => clause.name === name && clause.value === 'true');
  return allRows(call.records.users).filter(
    ({ status, partner }) =>
      (status !== 'INACTIVE' || asks('include_inactive')) && (!partner || asks('include_partners')),
  );
}

function listUsers(call: Call): SandboxReply {
  const { settings } = call;
  const checkOnly = flagField<UserRecord>(() => true);
  const page = listPage<UserRecord>(call, {
    rows: visibleUsers(call),
    idOf: ({ id }) => id,
    minPageSize: 1,
    maxPageSize: 100,
    filter: {
      fields: {
        email: textField(settings, ({ email }) => email, { caseless: true }),
        given_name: textField(settings, ({ given_name }) => given_name),
        user_ids: setField(({ id }) => String(id)),
        include_inactive: (clause) => (checkOnly(clause), () => true),
        include_partners: (clause) => (checkOnly(clause), () => true),
      },
    },
    order: {
      create_time: ({ created }) => created,
      email: ({ email }) => email,
      name: ({ family_name }) => family_name,
    },
  });
  return jsonReply('v2', 200, { users: page.rows.map((user) => toUser(user, settings)), ...nextPageToken(call, page) });
}

function getUser(call: Call): SandboxReply {
  const user = findRow(call.records.users, param(call, 'user_id'));
  if (!user) throw notFound('User');
  return jsonReply('v2', 200, toUser(user, call.settings));
}

function userInfo(call: Call): SandboxReply {
  const { account } = call.caller;
  const user = userOf(account);
  return jsonReply('v2', 200, {
    email: user.email,
    sub: String(user.id),
    id: user.global_user_id,
    keap_id: user.keap_id,
    family_name: user.family_name,
    given_name: user.given_name,
    middle_name: null,
    preferred_name: null,
    is_admin: user.admin,
    tenant_id: account.tenant,
  });
}

function userInfoV1(call: Call): SandboxReply {
  const user = userOf(call.caller.account);
  return jsonReply('v1', 200, {
    email: user.email,
    sub: String(user.id),
    global_user_id: user.global_user_id,
    infusionsoft_id: user.keap_id,
    given_name: user.given_name,
    family_name: user.family_name,
    middle_name: null,
    preferred_name: null,
    is_admin: user.admin,
  });
}

export const userRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/oauth/connect/userinfo', handle: userInfo },
  { method: 'GET', path: '/v1/oauth/connect/userinfo', handle: userInfoV1 },
  { method: 'GET', path: '/v2/users', permission: 'users', handle: listUsers },
  { method: 'GET', path: '/v2/users/{user_id}', permission: 'users', handle: getUser },
];
