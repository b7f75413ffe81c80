import { describe, expect, it } from '@jest/globals';
import { elementCatalog } from '../elements/element-catalog.js';
import type { CustomField, ResourceDefinition } from '../elements/element-definition.js';
import { toObjectMetadata } from './object-metadata.js';
import { objectNamesOf } from './object-names.js';

const emfluence = elementCatalog.get('emfluence');
const contacts = emfluence.resources['contacts'] as ResourceDefinition;
const plain = { raw: false, customFields: [], customFieldNames: 'label', customFieldsOnly: false } as const;
const colour: CustomField = { id: 'custom1', systemName: 'custom1', label: 'Colour', type: 'string', options: ['red'] };

describe('The metadata of an object', () => {
  it('tells of a field under which names, of which type and in which calls it is', () => {
    const { fields } = toObjectMetadata(contacts, { ...plain, customFields: [colour] });
    expect(fields.find(({ path }) => path === 'address.postalCode')).toEqual({
      type: 'string',
      path: 'address.postalCode',
      vendorPath: 'zipCode',
      vendorDisplayName: 'Address postal code',
      vendorNativeType: 'string',
      vendorRequired: false,
      vendorReadOnly: false,
      hidden: false,
      method: [
        { name: 'GET', request: false, response: true },
        { name: 'POST', request: true, response: true },
        { name: 'PATCH', request: true, response: true },
      ],
    });
    expect(fields.find(({ path }) => path === 'email')).toMatchObject({ vendorRequired: true, maxLength: 255 });
    expect(fields.find(({ path }) => path === 'createdAt')).toMatchObject({
      vendorReadOnly: true,
      mask: "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'",
    });
  });

  it('adds the custom fields of the account, or answers with them alone', () => {
    const all = toObjectMetadata(contacts, { ...plain, customFields: [colour] }).fields;
    const only = toObjectMetadata(contacts, { ...plain, customFields: [colour], customFieldsOnly: true }).fields;
    expect(only).toEqual([
      expect.objectContaining({
        path: 'customFields.Colour',
        vendorPath: 'customFields.custom1',
        vendorDisplayName: 'Colour',
        options: ['red'],
        custom: true,
      }),
    ]);
    expect(all).toHaveLength(contacts.fields.length + 1);
    expect(all.at(-1)).toEqual(only[0]);
  });

  it('names custom fields as the account’s answers do', () => {
    const { fields } = toObjectMetadata(contacts, {
      ...plain,
      customFields: [colour],
      customFieldNames: 'system',
      customFieldsOnly: true,
    });
    expect(fields[0]).toMatchObject({ path: 'customFields.custom1', vendorDisplayName: 'Colour' });
  });

  it('falls back to the names that an account can have where its own list cannot be read', () => {
    const { fields } = toObjectMetadata(contacts, { ...plain, customFieldsOnly: true });
    expect(fields.map(({ path }) => path)).toEqual(
      contacts.customFields?.systemNames?.map((name) => `customFields.${name}`),
    );
    expect(fields).not.toHaveLength(0);
  });

  it('speaks in the provider’s names of the provider’s own object', () => {
    const { fields } = toObjectMetadata(contacts, { ...plain, raw: true });
    expect(fields.map(({ vendorPath }) => vendorPath)).toEqual(
      expect.arrayContaining(['contactID', 'zipCode', 'purl']),
    );
    expect(fields.filter((field) => 'path' in field)).toEqual([]);
    const names = fields.map(({ vendorPath }) => vendorPath);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe.each(elementCatalog.all().map((element) => [element.key, element] as const))(
  'The objects of %s',
  (_, element) => {
    const names = objectNamesOf(element);

    it('are its resources, then what the provider calls otherwise', () => {
      const canonical = names.filter(({ type }) => type === 'ceCanonical');
      expect(canonical.map(({ name }) => name)).toEqual(Object.keys(element.resources));
      const vendor = names.filter(({ type }) => type === 'vendor');
      expect(
        vendor.filter(({ name, vendorName }) => name !== vendorName || Object.hasOwn(element.resources, name)),
      ).toEqual([]);
      expect(vendor.length).toBeGreaterThan(0);
    });

    it('have each name once', () => {
      expect(new Set(names.map(({ name }) => name)).size).toBe(names.length);
    });
  },
);
