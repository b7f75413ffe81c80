import { describe, expect, it } from '@jest/globals';
import { errorCatalog } from '../../src/errors/error-catalog.js';
import { parseVendorPath } from '../../src/transformations/vendor-path.js';
import { toVendorUrl } from '../../src/vendor-http/vendor-url.js';
import { declaredOperations } from './declared-operations.js';
import type { ElementTable } from './element-table.js';

/** Every field that a contact of the hub can have, whatever its provider. */
const model = [
  ...[
    'id',
    'email',
    'emails',
    'firstName',
    'lastName',
    'middleName',
    'name',
    'title',
    'company',
    'accountId',
    'phone',
    'mobile',
    'fax',
    'phones',
  ],
  ...[
    'address',
    'otherAddress',
    'website',
    'birthday',
    'description',
    'source',
    'externalId',
    'ownerId',
    'listIds',
    'status',
    'marketable',
  ],
  ...[
    'optInReason',
    'statusChangedAt',
    'score',
    'timeZone',
    'language',
    'customFields',
    'lastActivityAt',
    'createdAt',
    'updatedAt',
  ],
];

const top = (path: string): string => path.split('.')[0] ?? path;

export function describeDefinition(table: ElementTable): void {
  const { element } = table;
  describe('is defined well', () => {
    it('names its hosts, speaks https and gives paths that stay below its base URL', () => {
      const base = new URL(element.baseUrl);
      expect(base.protocol).toBe('https:');
      expect(element.hosts.some((host) => (host.startsWith('.') ? base.host.endsWith(host) : base.host === host))).toBe(
        true,
      );
      for (const { path } of declaredOperations(element)) {
        const params = Object.fromEntries([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, 'a/../b']));
        expect(toVendorUrl(base, path, { params }).href).toBe(element.baseUrl + path.replace(/\{\w+\}/g, 'a%2F..%2Fb'));
      }
    });

    it('answers every failure with a reason of the catalog', () => {
      for (const { reason } of element.failures.rules) expect(Object.keys(errorCatalog)).toContain(reason);
    });

    it('gives each way to authenticate a header and keys that are secret settings', () => {
      const secret = element.configuration.filter((property) => property.secret).map(({ key }) => key);
      for (const { keys, placement } of element.authentication.alternatives) {
        expect(secret).toEqual(expect.arrayContaining([...keys]));
        expect(placement.value).toContain('{credential}');
      }
    });

    for (const [name, resource] of Object.entries(element.resources)) {
      const paths = resource.fields.map(({ path }) => path);
      it(`reads and writes each field of ${name} at a path that parses`, () => {
        for (const field of resource.fields) {
          for (const path of [field.vendorPath, field.vendorWritePath])
            if (path !== undefined) expect(parseVendorPath(path).length).toBeGreaterThan(0);
          expect(field.writeOnly ?? (field.read ?? field.vendorPath) !== undefined).toBe(true);
          expect(field.readOnly ?? (field.write ?? field.vendorWritePath ?? field.vendorPath) !== undefined).toBe(true);
          expect(field.readOnly && (field.write ?? field.vendorWritePath)).toBeFalsy();
        }
        expect(new Set(paths).size).toBe(paths.length);
        expect(paths.filter((path) => path.includes('.') && paths.includes(top(path)))).toEqual([]);
      });

      it(`filters and sorts ${name} by fields that it has`, () => {
        const { list } = resource.operations;
        expect(paths).toEqual(
          expect.arrayContaining([...Object.keys(list?.filters ?? {}), ...Object.keys(list?.sorts ?? {})]),
        );
        if (list) expect(paths).toContain(list.defaultSort);
      });

      it(`neither has nor forgets a field of ${name} that it says it lacks`, () => {
        const own = new Set(paths.map(top));
        expect(resource.lacks.filter((field) => own.has(field))).toEqual([]);
        expect(new Set(resource.vendorFields).size).toBe(resource.vendorFields.length);
        expect(resource.vendorFields.filter((field) => resource.lacks.includes(field))).toEqual([]);
        if (name === 'contacts') expect([...own, ...resource.lacks].sort()).toEqual([...model].sort());
      });

      if (name === 'contacts')
        it('tells ids of contacts from what cannot be one', () => {
          expect(table.wrongIds.filter((id) => resource.idPattern.test(decodeURIComponent(id)))).toEqual([]);
          expect(resource.idPattern.test(table.missingId)).toBe(true);
        });
    }

    it('has a row of the contract for every field', () => {
      const rows = [...table.fields, ...table.readOnly].map(({ path }) => path).concat(table.writeOnly);
      expect(rows.sort()).toEqual((element.resources['contacts']?.fields ?? []).map(({ path }) => path).sort());
      expect(Object.keys(table.lacks).sort()).toEqual([...(element.resources['contacts']?.lacks ?? [])].sort());
    });

    it('has a row of the contract for every filter', () => {
      const filtered = Object.keys(element.resources['contacts']?.operations.list?.filters ?? {});
      expect(filtered.filter((field) => !table.filters.some(({ where }) => where.includes(field)))).toEqual([]);
    });
  });
}
