import { regionName } from './address.js';
import type { Call } from './call.js';
import { PHONE_SLOTS } from './channels.js';
import { customFilter } from './custom-filters.js';
import type { FilterField } from './filter.js';
import { parseFilter } from './filter.js';
import { comparedIdField, idField, setField, sinceField, textField, textsField, untilField } from './filter-fields.js';
import type { ListRules } from './paging.js';
import type { AddressItem, ContactRecord } from './records.js';
import { Refusal } from './refusal.js';
import { findRow } from './table.js';

type Fields = Record<string, FilterField<ContactRecord>>;

function addressFields(call: Call, prefix: string, slot: string): Fields {
  const field = (read: (item: AddressItem) => string | undefined): FilterField<ContactRecord> =>
    textField(call.settings, (contact) => {
      const item = contact.addresses.find((address) => address.field === slot);
      return item && read(item);
    });
  return {
    [`${prefix}_address_line1`]: field((item) => item.line1),
    [`${prefix}_address_locality`]: field((item) => item.locality),
    [`${prefix}_address_region`]: field(regionName),
    [`${prefix}_address_postal_code`]: field((item) => item.postal_code),
    [`${prefix}_address_country_code`]: field((item) => item.country_code),
  };
}

/** A phone number is searched in the named slots only, so that neither filter works without the other. */
function phoneFields(call: Call): Fields {
  const clauses = parseFilter(call.request.query.get('filter') ?? '');
  const number = clauses.find(({ name }) => name === 'phone_number')?.value;
  const slots = clauses
    .find(({ name }) => name === 'phone_fields')
    ?.value.split(',')
    .map((slot) => slot.trim());
  const check = (): void => {
    if (number === undefined || slots === undefined)
      throw new Refusal(400, 'phone_number and phone_fields must be given together');
    if (slots.some((slot) => !PHONE_SLOTS.includes(slot)))
      throw new Refusal(400, 'phone_fields names an unknown field');
  };
  const matches = ({ phone_numbers }: ContactRecord): boolean =>
    phone_numbers.some((item) => slots?.includes(item.field) && item.number === number);
  return {
    phone_number: () => {
      check();
      return matches;
    },
    phone_fields: () => {
      check();
      return () => true;
    },
  };
}

function standardFields(call: Call): Fields {
  const { settings, records } = call;
  const text = (name: string): FilterField<ContactRecord> =>
    textField(settings, ({ texts }) => texts[name], { wildcard: true });
  const primary = (read: (item: AddressItem) => string | undefined): FilterField<ContactRecord> =>
    textField(settings, ({ addresses }) => addresses[0] && read(addresses[0]), { wildcard: true });
  const emails = ({ email_addresses }: ContactRecord): string[] => email_addresses.map(({ email }) => email);
  return {
    email: textsField(settings, emails, { wildcard: true, caseless: true }),
    given_name: text('given_name'),
    family_name: text('family_name'),
    middle_name: text('middle_name'),
    website: text('website'),
    company_id: idField(({ company_id }) => company_id),
    contact_ids: setField(({ id }) => String(id)),
    ids: setField(({ id }) => String(id)),
    contact_id: comparedIdField(({ id }) => id),
    start_update_time: sinceField(({ updated }) => updated),
    end_update_time: untilField(({ updated }) => updated),
    city: primary((item) => item.locality),
    state: primary(regionName),
    lead_source_name: textField(
      settings,
      ({ texts }) => findRow(records.leadSources, texts['leadsource_id'] ?? '')?.name,
      { wildcard: true },
    ),
  };
}

/** How contacts are listed: filters of 5.1, custom fields by name, and the four orders. */
export function contactListRules(call: Call, rows: readonly ContactRecord[]): ListRules<ContactRecord> {
  return {
    rows,
    idOf: ({ id }) => id,
    filter: {
      fields: {
        ...standardFields(call),
        ...phoneFields(call),
        ...addressFields(call, 'billing', 'BILLING'),
        ...addressFields(call, 'shipping', 'SHIPPING'),
        ...addressFields(call, 'other', 'OTHER'),
      },
      custom: customFilter(call.records.contactFields, call.settings),
    },
    order: {
      id: ({ id }) => id,
      create_time: ({ created }) => created,
      update_time: ({ updated }) => updated,
      email: ({ email_addresses }) => email_addresses[0]?.email,
    },
  };
}
