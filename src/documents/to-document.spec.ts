import SwaggerParser from '@apidevtools/swagger-parser';
import { describe, expect, it } from '@jest/globals';
import { elementCatalog } from '../elements/element-catalog.js';
import type { CustomField, ElementDefinition, ResourceDefinition } from '../elements/element-definition.js';
import { describeHub, type DescribedAccount } from './describe-hub.js';
import { selectOperation } from './select-operation.js';
import { toDocument } from './to-document.js';

const customFields: readonly CustomField[] = [
  { id: '6', label: 'Colour', systemName: '_Colour', type: 'string', options: ['red', 'green'] },
  { id: '7', label: 'Points', systemName: '_Points', type: 'number' },
  { id: '8', label: 'Twice', systemName: '_Twice1', type: 'boolean' },
  { id: '9', label: 'Twice', systemName: '_Twice2', type: 'strings', options: ['a', 'b'] },
];
const account: DescribedAccount = {
  name: 'Mine',
  fieldsOf: () => ({ customFields, customFieldNames: 'label', showsNulls: true }),
};

/** The validator resolves references in place, so it gets a copy of its own. */
const validate = (document: unknown): Promise<unknown> =>
  SwaggerParser.validate(JSON.parse(JSON.stringify(document)) as Parameters<typeof SwaggerParser.validate>[0]);

type Paths = Readonly<
  Record<string, Readonly<Record<string, { operationId: string; responses: Readonly<Record<string, unknown>> }>>>
>;
const pathsOf = (document: unknown): Paths => (document as { paths: Paths }).paths;

const verbs = { list: 'get', create: 'post', retrieve: 'get', update: 'patch', delete: 'delete' } as const;

/** `get /contacts` and so on, read off the declarations on another way than the documents do. */
function declaredCalls({ resources }: ElementDefinition): readonly string[] {
  const callsOf = (path: string, id: string, { operations, singleton }: ResourceDefinition): readonly string[] =>
    Object.entries(verbs).flatMap(([name, verb]) => {
      if (!operations[name as keyof typeof verbs]) return [];
      return [`${verb} ${path}${name === 'list' || name === 'create' || singleton ? '' : `/{${id}}`}`];
    });
  return Object.entries(resources).flatMap(([name, resource]) => [
    ...callsOf(`/${name}`, 'id', resource),
    ...Object.entries(resource.children ?? {}).flatMap(([child, below]) =>
      callsOf(`/${name}/{id}/${child}`, 'childId', below),
    ),
  ]);
}

const standard = ['get /ping', 'get /objects', 'get /objects/{objectName}/metadata'];

describe.each(elementCatalog.all().map((element) => [element.key, element] as const))(
  'The documents of %s',
  (_, element) => {
    const read = (format: 'swagger' | 'openapi', of?: DescribedAccount) =>
      toDocument({ element, ...(of && { account: of }), query: { format, discovery: true }, statuses: 'modern' });

    it.each([['swagger'], ['openapi']] as const)('are valid %s, of the element and of an account', async (format) => {
      await expect(validate(read(format))).resolves.toBeDefined();
      await expect(validate(read(format, account))).resolves.toBeDefined();
    });

    it('hold, for each operation by itself, that operation and every schema that it refers to', () => {
      for (const { id } of describeHub(element, account).operations) {
        const one = toDocument({
          element,
          account,
          query: { format: 'openapi', discovery: true, operationId: id },
          statuses: 'modern',
        });
        expect(
          Object.values(pathsOf(one)).flatMap((path) => Object.values(path).map(({ operationId }) => operationId)),
        ).toEqual([id]);
        const named = new Set(
          [...JSON.stringify(one).matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name),
        );
        expect([...named].sort()).toEqual(
          Object.keys((one as { components: { schemas: object } }).components.schemas).sort(),
        );
      }
    });

    it.each([['swagger'], ['openapi']] as const)('are valid %s of one operation', async (format) => {
      await expect(
        validate(
          toDocument({
            element,
            account,
            query: { format, discovery: true, operationId: 'createContacts' },
            statuses: 'modern',
          }),
        ),
      ).resolves.toBeDefined();
    });

    it.each([['swagger'], ['openapi']] as const)('tell in %s exactly the calls that are declared', (format) => {
      const told = Object.entries(pathsOf(read(format))).flatMap(([path, calls]) =>
        Object.keys(calls).map((verb) => `${verb} ${path}`),
      );
      expect(told.sort()).toEqual([...standard, ...declaredCalls(element)].sort());
    });

    it('give every operation an id of its own', () => {
      const ids = describeHub(element).operations.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
    });

    it('mark what is required and what is only read', () => {
      for (const [name, resource] of Object.entries(element.resources)) {
        const title = name.charAt(0).toUpperCase() + name.slice(1);
        const { schemas } = describeHub(element);
        const required = resource.fields
          .filter((field) => field.required && !field.path.includes('.'))
          .map(({ path }) => path);
        if (resource.operations.create) expect(schemas[`${title}Create`]?.required ?? []).toEqual(required);
        const readOnly = resource.fields
          .filter((field) => field.readOnly && !field.path.includes('.'))
          .map(({ path }) => path);
        const marked = Object.entries(schemas[title]?.properties ?? {}).flatMap(([path, schema]) =>
          'readOnly' in schema && schema.readOnly ? [path] : [],
        );
        expect(marked.sort()).toEqual(readOnly.sort());
        const taken = Object.keys(schemas[`${title}Create`]?.properties ?? {});
        expect(taken.filter((path) => readOnly.includes(path))).toEqual([]);
      }
    });

    it('show the custom fields of the account with their types and options', () => {
      const { schemas } = describeHub(element, account);
      expect(schemas['ContactsCreate']?.properties?.['customFields']).toMatchObject({
        properties: {
          Colour: { types: ['string', 'null'], enum: ['red', 'green'] },
          Points: { types: ['number', 'null'] },
          // Two fields share the label, so each goes by its system name.
          _Twice1: { types: ['boolean', 'null'] },
          _Twice2: { items: { enum: ['a', 'b'] } },
        },
      });
    });

    it('let every field be null in answers only where the account shows nulls', () => {
      const nullable = (schema: unknown): boolean =>
        (schema as { types?: readonly string[] }).types?.includes('null') === true;
      const shown = Object.values(describeHub(element, account).schemas['Contacts']?.properties ?? {});
      expect(shown.filter((schema) => !nullable(schema))).toEqual([]);
      const hidden = Object.values(describeHub(element).schemas['Contacts']?.properties ?? {});
      expect(hidden.filter(nullable)).toEqual([]);
    });

    it('fold the statuses of failures for callers of the classic ones', () => {
      const classic = toDocument({ element, query: { format: 'openapi', discovery: false }, statuses: 'classic' });
      const statuses = new Set(
        Object.values(pathsOf(classic)).flatMap((path) =>
          Object.values(path).flatMap(({ responses }) => Object.keys(responses)),
        ),
      );
      expect([...statuses].filter((status) => ['413', '429', '502', '503', '504'].includes(status))).toEqual([]);
      expect(statuses.has('500')).toBe(true);
    });
  },
);

describe('One operation', () => {
  it('keeps the schemas that it needs, and no others', () => {
    const [element] = elementCatalog.all();
    if (!element) throw new Error('There is no element.');
    const { schemas, tags } = selectOperation(describeHub(element), 'createContacts');
    expect(Object.keys(schemas).sort()).toEqual(['Contacts', 'ContactsCreate', 'Error', 'RowResult']);
    expect(Object.keys(tags)).toEqual(['contacts']);
  });

  it('is 404 by a name that no operation has', () => {
    const [element] = elementCatalog.all();
    expect(() => selectOperation(describeHub(element as ElementDefinition), 'getNothing')).toThrow(
      'has no operation "getNothing"',
    );
  });
});
