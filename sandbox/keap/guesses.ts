import type { Guess } from '../provider.js';

const ERRORS = ['3 error body: message, providerMessage'];
const FIELDS = ['contacts: fields that come back'];

function choice(name: string, values: readonly string[], reason: string, changes: readonly string[] = []): Guess {
  return { name, values, default: values[0] ?? '', reason, changes };
}

function flag(name: string, reason: string, changes: readonly string[] = []): Guess {
  return { name, values: [false, true], default: false, reason, changes };
}

const AUTH_GUESSES: readonly Guess[] = [
  choice(
    'refreshCredentials',
    ['basic', 'basic-or-body'],
    'Only the Basic header is documented for a refresh; generic OAuth clients send the credentials in the body.',
  ),
  choice(
    'tokenErrorStyle',
    ['invalid_request', 'invalid_grant'],
    'A dead refresh token was seen with either code; the first is the newer gateway.',
  ),
  choice('expiresInType', ['number', 'string'], 'Documented as a number; one client types it as a string.'),
  choice(
    'oldAccessToken',
    ['dead', 'alive'],
    'Nothing says whether a refresh ends the access token that was issued with the spent refresh token.',
  ),
  flag('httpsRedirectOnly', 'Keap demands https redirects; a laptop has none, so that http is taken unless switched.'),
  flag(
    'registeredRedirectsOnly',
    'Keap demands the registered redirect; the sandbox takes any loopback or https address unless switched.',
  ),
  flag('legacyKeyRevoked', 'Legacy keys are announced to end, without a date that could be found.', [
    'ping and calls with infusionsoft.private.key: 401',
  ]),
  flag(
    'legacyKeyAsBearer',
    'Two help pages disagree on where a legacy key goes; the X-Keap-API-Key header is the one with code behind it.',
  ),
];

const LIMIT_GUESSES: readonly Guess[] = [
  choice(
    'throttleBody',
    ['current', 'spike'],
    'Two shapes of the 429 body were captured, in 2026 and in 2022.',
    ERRORS,
  ),
  flag('retryAfterHeader', 'Retry-After is not promised.'),
  choice('tenantHeaders', ['two-windows', 'one-window'], 'The tenant headers had one window in 2024 and two in 2026.'),
];

const QUERY_GUESSES: readonly Guess[] = [
  choice(
    'v2ErrorStyle',
    ['error', 'message'],
    'No 400 or 404 of v2 was seen on the wire: the documented Error schema, or the body of v1.',
  ),
  choice(
    'pageTokenStyle',
    ['url', 'opaque'],
    'The schema says string; the one recorded answer held a URL without filter, order_by and fields.',
  ),
  choice('lastPageToken', ['empty', 'absent'], 'How the last page says so is not documented.'),
  {
    name: 'defaultPageSize',
    values: [100, 1000],
    default: 100,
    reason: 'The page size without page_size is not documented.',
    changes: [],
  },
  choice(
    'pageSizeZero',
    ['default', 'empty'],
    'The schema allows 0 and gives it as its example; nothing says what it means.',
  ),
  choice(
    'unknownFilterName',
    ['refuse', 'ignore'],
    'Only unknown custom fields are documented as 400; where those can be filtered, an unknown name is one.',
  ),
  choice(
    'unknownFieldName',
    ['refuse', 'ignore'],
    'v1 refuses unknown optional_properties; v2 is silent about unknown names in fields.',
  ),
  choice(
    'nameEquality',
    ['sensitive', 'insensitive'],
    'Only prefixes are documented to ignore case; equality of e-mail addresses is taken to ignore it.',
  ),
];

const RECORD_GUESSES: readonly Guess[] = [
  choice(
    'defaultColumns',
    ['minimal', 'all'],
    'Which fields of contacts and of a single company come back without fields is not documented.',
  ),
  choice(
    'companyFields',
    ['add', 'select'],
    'The fields of a single company list only seven names, its own name not among them.',
  ),
  choice('emptyValues', ['null', 'absent'], 'Samples hold nulls, the schemas do not call anything nullable.'),
  choice(
    'timestampStyle',
    ['seconds', 'milliseconds', 'offset'],
    'Samples of v2 have seconds and Z; v1 and stage moves have +0000.',
  ),
  choice(
    'maskedAbsent',
    ['clear', 'keep'],
    'A property named in update_mask and absent from the body is cleared by convention, not by the text.',
  ),
  choice(
    'upsertCollections',
    ['replace', 'merge'],
    'Whether duplicate_option replaces collections as PATCH does is not documented.',
    FIELDS,
  ),
  choice(
    'modelFieldNames',
    ['null', 'present'],
    'A capture of 2025 had null field_name, record_type and group_id, which the schema promises.',
    ['objects/contacts/metadata: system names'],
  ),
  choice(
    'statusReasonName',
    ['reason', 'either'],
    'The schema of an address status wants reason, its prose says opt_in_reason.',
  ),
  choice(
    'duplicateTagName',
    ['conflict', 'allowed'],
    'The schema calls the name of a tag unique; what a second one answers is unknown.',
    ['lists: a name that is taken in another case, 409 or 200'],
  ),
];

const EMAIL_GUESSES: readonly Guess[] = [
  choice(
    'sendToUnknownContact',
    ['refuse', 'skip'],
    'What sending does with a contact that does not exist is not documented.',
  ),
  choice(
    'sendToOptedOut',
    ['withhold', 'send'],
    'Sending answers before anything is delivered; whether a contact that opted out gets it is not documented.',
  ),
];

/** Every behaviour that the provider leaves open; the first value is the default and the stricter reading. */
export const KEAP_GUESSES: readonly Guess[] = [
  ...AUTH_GUESSES,
  ...LIMIT_GUESSES,
  ...QUERY_GUESSES,
  ...RECORD_GUESSES,
  ...EMAIL_GUESSES,
];
