import type { SandboxReply } from '../provider.js';
import type { Call, Route } from './call.js';
import { param } from './call.js';
import type { Country } from './countries.js';
import { countries, findCountry, findCountryByAlpha2 } from './countries.js';
import type { JsonObject } from './json-body.js';
import { notFound } from './refusal.js';
import { findRegion, regionsOf } from './regions.js';
import { jsonReply } from './replies.js';

function toCountry({ alpha2, alpha3, name }: Country): JsonObject {
  return { codes: { alpha2, alpha3 }, name };
}

function pathCountry(call: Call): Country {
  const code = param(call, 'country_code').toUpperCase();
  const country = findCountry(code) ?? findCountryByAlpha2(code);
  if (!country) throw notFound('Country');
  return country;
}

function listProvinces(call: Call): SandboxReply {
  const country = pathCountry(call);
  const provinces = (regionsOf(country.alpha2) ?? []).map(({ code, name }) => ({
    code,
    name,
    country: country.alpha3,
  }));
  return jsonReply('v2', 200, { provinces });
}

function getProvince(call: Call): SandboxReply {
  const country = pathCountry(call);
  const region = findRegion(param(call, 'province_code').toUpperCase());
  if (!region?.code.startsWith(`${country.alpha2}-`)) throw notFound('Province');
  return jsonReply('v2', 200, { ...region, country: country.alpha3 });
}

export const localeRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/v2/locales/countries',
    handle: () => jsonReply('v2', 200, { countries: countries.map(toCountry) }),
  },
  {
    method: 'GET',
    path: '/v2/locales/countries/{country_code}',
    handle: (call) => jsonReply('v2', 200, toCountry(pathCountry(call))),
  },
  { method: 'GET', path: '/v2/locales/countries/{country_code}/provinces', handle: listProvinces },
  { method: 'GET', path: '/v2/locales/countries/{country_code}/provinces/{province_code}', handle: getProvince },
  {
    method: 'GET',
    path: '/v2/settings/applications:isEnabled',
    handle: () => jsonReply('v2', 200, { isEnabled: true }),
  },
];
