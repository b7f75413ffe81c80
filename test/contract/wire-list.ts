/**
 * Every provider operation that the elements make for contacts, and every token call, written down once more by hand:
 * address at the provider's own hosts, content type of what is sent, and the place of the credential. Nothing here is
 * read from a definition.
 */
export interface WireCall {
  readonly element: 'emfluence' | 'infusionsoftmarketing';
  readonly method: string;
  /** `{id}` and `{tag}` stand for one path segment. */
  readonly url: string;
  readonly contentType?: string;
  readonly credential: 'authorization: Bearer' | 'authorization: Basic' | 'x-keap-api-key' | 'body';
}

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';
const bearer = 'authorization: Bearer';
const mail = 'https://api.emailer.emfluence.com/v1';
const keap = 'https://api.keap.com/crm/rest/v2';

const emfluence = (method: string): WireCall => ({
  element: 'emfluence',
  method: 'POST',
  url: `${mail}/${method}`,
  contentType: json,
  credential: bearer,
});
const infusionsoft = (method: string, path: string, contentType?: string): WireCall => ({
  element: 'infusionsoftmarketing',
  method,
  url: `${keap}${path}`,
  ...(contentType !== undefined && { contentType }),
  credential: bearer,
});

export const operations: readonly WireCall[] = [
  emfluence('helper/ping'),
  emfluence('contacts/save'),
  emfluence('contacts/lookup'),
  emfluence('contacts/search'),
  emfluence('contacts/delete'),
  emfluence('groups/search'),
  emfluence('customFields/search'),
  infusionsoft('GET', '/oauth/connect/userinfo'),
  infusionsoft('GET', '/contacts'),
  infusionsoft('POST', '/contacts', json),
  infusionsoft('GET', '/contacts/{id}'),
  infusionsoft('PATCH', '/contacts/{id}', json),
  infusionsoft('DELETE', '/contacts/{id}'),
  infusionsoft('GET', '/contacts/model'),
  infusionsoft('GET', '/companies'),
  infusionsoft('POST', '/companies', json),
  infusionsoft('GET', '/tags'),
  infusionsoft('POST', '/tags/{tag}/contacts:applyTags', json),
  infusionsoft('POST', '/tags/{tag}/contacts:removeTags', json),
];

/** What belongs to a contact: its lists, notes, activities and subscription, and contacts in arrays. */
export const contactChildren: readonly WireCall[] = [
  emfluence('contacts/activities'),
  emfluence('contacts/getGroups'),
  emfluence('contacts/import'),
  emfluence('groups/addContacts'),
  infusionsoft('GET', '/contacts/{contact}/tags'),
  infusionsoft('GET', '/contacts/{contact}/notes'),
  infusionsoft('POST', '/contacts/{contact}/notes', json),
  infusionsoft('GET', '/contacts/{contact}/notes/{note}'),
  infusionsoft('PATCH', '/contacts/{contact}/notes/{note}', json),
  infusionsoft('DELETE', '/contacts/{contact}/notes/{note}'),
  infusionsoft('GET', '/notes'),
  infusionsoft('GET', '/tags/categories'),
  infusionsoft('GET', '/tasks'),
  infusionsoft('PATCH', '/emailAddresses/{email}/status', json),
];

/** The addresses of emfluence's token calls are not public, so these are those of the simulator. */
export const tokenCalls: readonly WireCall[] = [
  {
    element: 'infusionsoftmarketing',
    method: 'POST',
    url: 'https://api.infusionsoft.com/token',
    contentType: form,
    credential: 'body',
  },
  {
    element: 'infusionsoftmarketing',
    method: 'POST',
    url: 'https://api.infusionsoft.com/token',
    contentType: form,
    credential: 'authorization: Basic',
  },
  { element: 'emfluence', method: 'POST', url: '/oauth/token/user', contentType: json, credential: 'body' },
  { element: 'emfluence', method: 'POST', url: '/oauth/token/application', contentType: json, credential: 'body' },
];

export const legacyKey: WireCall = {
  element: 'infusionsoftmarketing',
  method: 'GET',
  url: `${keap}/oauth/connect/userinfo`,
  credential: 'x-keap-api-key',
};
