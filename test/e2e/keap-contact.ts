import { compact, list, text, type Fields } from './fields.js';

/**
 * What the hub must show of a contact as Keap's v2 API answers it, by the model's own table: literal, and without a line
 * of the gateway's code, so that a mistake there cannot hide in the comparison.
 */
export function toExpectedKeapContact(record: Fields): Fields {
  const emails = list(record, 'email_addresses');
  const phones = list(record, 'phone_numbers');
  const first = emails.find(({ field }) => field === 'EMAIL1');
  const status = first ? (statuses[text(first, 'email_opt_status') ?? ''] ?? 'unknown') : 'never_subscribed';
  const company = record['company'] as Fields | null;
  return compact({
    id: record['id'],
    email: first?.['email'],
    emails: emails.map(({ email, field }) => ({ address: email, type: field === 'EMAIL1' ? 'primary' : 'other' })),
    firstName: record['given_name'],
    lastName: record['family_name'],
    middleName: record['middle_name'],
    name: [record['given_name'], record['middle_name'], record['family_name']].filter(Boolean).join(' '),
    title: record['job_title'],
    company: company?.['company_name'],
    accountId: company?.['id'],
    phone: phones.find(({ field }) => field === 'PHONE1')?.['number'],
    mobile: phones.find(({ type }) => type === 'Mobile')?.['number'],
    fax: list(record, 'fax_numbers').find(({ field }) => field === 'FAX1')?.['number'],
    phones: phones.map(({ number, type, extension }) => compact({ number, type, extension })),
    address: toAddress(record, 'BILLING'),
    otherAddress: toAddress(record, 'OTHER'),
    website: record['website'],
    birthday: record['birth_date'],
    source: record['leadsource_id'],
    ownerId: record['owner_id'],
    status,
    marketable: status === 'subscribed' || status === 'unconfirmed',
    score: Number(record['score_value']),
    timeZone: record['time_zone'],
    language: record['preferred_locale'],
    customFields: Object.fromEntries(
      list(record, 'custom_fields').map(({ id, content }) => [customFields[String(id)], content]),
    ),
    createdAt: toTime(record['create_time']),
    updatedAt: toTime(record['update_time']),
    listIds: record['tag_ids'],
  });
}

/** Keap gives whole seconds. */
const toTime = (value: unknown): string => String(value).replace(/Z$/, '.000Z');

function toAddress(record: Fields, slot: string): Fields | undefined {
  const address = list(record, 'addresses').find(({ field }) => field === slot);
  if (!address) return undefined;
  const country = text(address, 'country_code');
  return {
    street1: address['line1'],
    street2: address['line2'],
    city: address['locality'],
    state: text(address, 'region_code')?.slice(3),
    postalCode: address['postal_code'],
    country:
      country === undefined ? undefined : (alpha2[country] ?? `a country that this test does not know: ${country}`),
  };
}

const customFields: Readonly<Record<string, string>> = {
  6: 'Favourite colour',
  7: 'Loyalty points',
  8: 'Plan',
  9: 'Renewal date',
  10: 'VIP',
};

const alpha2: Readonly<Record<string, string>> = {
  USA: 'US',
  CAN: 'CA',
  DEU: 'DE',
  JPN: 'JP',
  BRA: 'BR',
  IND: 'IN',
  GBR: 'GB',
  IRL: 'IE',
  FRA: 'FR',
  ESP: 'ES',
  ITA: 'IT',
  POL: 'PL',
  UKR: 'UA',
  RUS: 'RU',
  CHN: 'CN',
  KOR: 'KR',
  MEX: 'MX',
  NLD: 'NL',
  SWE: 'SE',
  NOR: 'NO',
  DNK: 'DK',
  AUT: 'AT',
  CHE: 'CH',
  AUS: 'AU',
  PRT: 'PT',
  SRB: 'RS',
  TUR: 'TR',
  GRC: 'GR',
};

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
