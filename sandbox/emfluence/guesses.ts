import type { Guess } from '../provider.js';

type Values = Guess['values'];

/** The first value is the default. */
function guess(name: string, values: Values, reason: string, changes: readonly string[] = []): Guess {
  const [first] = values;
  if (first === undefined) throw new Error(`The guess "${name}" needs a value.`);
  return { name, values, default: first, reason, changes };
}

const access: readonly Guess[] = [
  guess(
    'legacyTokenPlacement',
    ['reject', 'warn', 'accept'],
    'A token in the body or the query is deprecated since 2022-04-05 and the vendor moved its own clients to the header; whether it is refused today is not said.',
  ),
  guess(
    'bareToken',
    [true, false],
    'The vendor-published connector sends the token without a scheme; only the form with "bearer" is documented.',
  ),
  guess(
    'missingTokenCode',
    [200, 502],
    'A request without any token may count as a bad token or as a missing parameter.',
  ),
  guess(
    'emfluenceHttpsOnly',
    [false, true],
    'Plain HTTP is answered with code 4 by the provider; a sandbox on a laptop is reached over plain HTTP.',
    ['every call over plain http: 502'],
  ),
  guess(
    'emfluenceHttpsRedirect',
    [false, true],
    'redirectURI must be https at the provider; a laptop has a loopback one.',
    ['GET /oauth/authorize with an http redirect: refused'],
  ),
  guess(
    'oauth',
    [true, false],
    'The current documentation no longer mentions OAuth; the older guide describes it whole.',
    ['POST /instances with an authorization code, or with clientID and clientSecret alone: refused'],
  ),
  guess(
    'oauthTokenField',
    ['data.accessToken', 'accessToken', 'access_token', 'data.access_token'],
    'No sample of a token answer survives.',
  ),
  guess('oauthErrorStatus', [200, 400], 'Token errors are JSON with a message; their HTTP status is not said.'),
];

const envelope: readonly Guess[] = [
  guess('successAs', ['integer', 'boolean'], 'The table says boolean, every sample prints 0 or 1.'),
  guess(
    'recordFlagsAs',
    ['integer', 'boolean'],
    'Record flags are typed boolean and printed as 0 or 1; one client fixture has true.',
  ),
  guess('requestIdSent', [true, false], 'Listed among the keys of every answer, absent from several samples.', [
    'errors: without providerRequestId',
  ]),
  guess(
    'exactNames',
    [false, true],
    'Clients in production differ from the guide in case, so case seems not to matter.',
  ),
  guess('csvIntegers', [true, false], 'The vendor plugin sends an array of ids as one comma-separated string.'),
  guess('malformedJsonCode', [500, 1], 'What a body that is not a JSON object is answered with is not said.'),
];

const limits: readonly Guess[] = [
  guess('idleSocketsCount', [true, false], 'Five simultaneous connections: open sockets, or requests being answered.'),
  guess(
    'tooManyConnections',
    ['http-403', 'code-5'],
    'Both HTTP 403 and code 5 are documented for too much concurrency.',
  ),
  guess(
    'throttlePer',
    ['address', 'token'],
    'Whose requests the nine a second are is not said; the connection limit is per address.',
  ),
];

const searching: readonly Guess[] = [
  guess('rppOutOfRange', ['refuse', 'clamp'], 'What rpp above the maximum does is not said.'),
  guess('pagePastTheEnd', ['empty', 'refuse'], 'What a page beyond the last one answers is not said.', [
    'GET /contacts with a page beyond the last: 400 instead of an empty list',
  ]),
  guess(
    'searchMatch',
    ['equal', 'contains'],
    'Whether a text criterion of contacts/search is exact or partial is not said.',
  ),
  guess('unknownColumn', ['refuse', 'ignore'], 'What an unknown name in fields does is not said.'),
  guess(
    'fieldsAddTo',
    ['nothing', 'contactID', 'defaults'],
    'fields lists the columns to return; whether some come anyway is not said.',
  ),
  guess(
    'mobileNumberColumn',
    [false, true],
    'mobileNumber was announced for contacts/lookup and contacts/save, not for contacts/search.',
  ),
];

const records: readonly Guess[] = [
  guess(
    'savePermission',
    ['required', 'none'],
    'The permission part of contacts/save, groups/save, groups/addContacts and emails/save is not known.',
    ['POST and PATCH /contacts of a user without Contacts (Add) or Contacts (Edit): 200 instead of 403'],
  ),
  guess(
    'contactGroupIDs',
    ['with-all', 'static-only', 'with-dynamic'],
    'Everybody is in "All"; whether groupIDs of a contact lists it, or dynamic groups, is not said.',
    ['contacts: listIds without the "All" group, or with dynamic groups'],
  ),
  guess(
    'leaveAllGroup',
    ['refuse', 'ignore'],
    'A contact cannot leave "All"; whether asking for it is an error is not said.',
    ['PATCH /contacts with listIds that lack the "All" group; DELETE of an "All" member: 200 instead of 409'],
  ),
  guess('dynamicGroupCode', [302, 501], 'Dynamic groups refuse members; the code is not said.', [
    'adding a contact to a dynamic group: 400 instead of 409',
  ]),
  guess('unknownGroupCode', [501, 300], 'An unknown id inside groupIDs may be a bad value or a missing record.', [
    'POST and PATCH /contacts with an unknown list: 404 instead of 400',
  ]),
  guess(
    'removeNonMember',
    ['row-error', 'success'],
    'Whether removing a contact that is no member fails is not said.',
    ['DELETE /lists/{id}/contacts of a contact outside the list: 200 instead of a failed row'],
  ),
  guess(
    'deleteSuppressedCode',
    [302, 3],
    'Deleting a suppressed contact without the flag is an error; the code is not shown.',
    ['DELETE /contacts/{id} of a suppressed contact: 403 instead of 409'],
  ),
  guess('protectedGroupCode', [302, 3], 'Protected groups cannot be deleted or archived; the code is not shown.', [
    'DELETE /lists/{id} of a protected list: 403 instead of 409',
  ]),
  guess(
    'newContactDateModified',
    ['now', 'empty'],
    'A group never changed has a blank dateModified; no sample shows a new contact.',
    ['contacts: updatedAt absent until the first change'],
  ),
  guess(
    'mobileWithoutPlus',
    ['assume-us', 'refuse'],
    'mobileNumber must be a valid phone number; how one without a country is read is not said.',
    ['POST and PATCH /contacts with a mobile number without +: 400 instead of 200'],
  ),
  guess(
    'customFieldTypes',
    ['enforced', 'free'],
    'Custom fields have a data type and a length; whether saving checks them is not said.',
    ['POST and PATCH /contacts with a text in a number field: 200 instead of 400'],
  ),
  guess(
    'unknownCustomField',
    ['refuse', 'ignore'],
    'What a custom field that the account does not have does is not said.',
  ),
  guess(
    'importOddRow',
    ['refuse', 'row-error'],
    'All rows must have the structure of the first; what happens otherwise is not said.',
  ),
  guess(
    'liftSuppression',
    ['lifts', 'keeps'],
    'Whether contacts/save with suppressed 0 takes back an opt-out that a person made is not said.',
    ['PATCH /contacts/{id}/subscription to subscribed of an opted-out contact: 409 instead of 200'],
  ),
  guess(
    'activityNamed',
    ['joined', 'split'],
    'The record of contacts/activities is not shown; the words of its parameter are TYPE:ACTION.',
  ),
  guess('transactional', [false, true], 'Transactional mail must be switched on for an account by the vendor.', [
    'POST /emails: 200 instead of 403',
  ]),
];

export const guesses: readonly Guess[] = [...access, ...envelope, ...limits, ...searching, ...records];
