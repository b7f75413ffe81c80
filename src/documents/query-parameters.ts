import type { ListOperation, ResourceDefinition } from '../elements/element-definition.js';
import type { DescribedParameter } from './hub-description.js';
import type { DescribedVerb } from './operation-reasons.js';
import type { ValueSchema } from './schema.js';

const text: ValueSchema = { types: ['string'] };

function query(name: string, description: string, schema: ValueSchema = text): DescribedParameter {
  return { name, in: 'query', description, schema };
}

export function pathParameter(name: string, description: string): DescribedParameter {
  return { name, in: 'path', description, schema: text };
}

const fields = query(
  'fields',
  'The fields to answer with, separated by commas; dots reach into objects. All of them when absent.',
);

/** The parameters of one operation, told from what its declaration lets the provider do. */
export function queryParametersOf(resource: ResourceDefinition, verb: DescribedVerb): readonly DescribedParameter[] {
  const { list } = resource.operations;
  if (verb === 'list') return list ? listParameters(resource, list) : [];
  if (verb === 'retrieve') return [fields];
  if (verb === 'delete') {
    return [
      query('force', 'true deletes also what the provider protects, e.g. a suppressed contact with its opt-out.', {
        types: ['string'],
        enum: ['true', 'false'],
      }),
    ];
  }
  return knowsDuplicates(resource) ? [onDuplicate] : [];
}

const onDuplicate = query(
  'onDuplicate',
  'What to do about an e-mail that exists: refuse with 409, update what exists, or allow a twin where the provider can. The instance setting duplicate.policy is the default.',
  { types: ['string'], enum: ['refuse', 'update', 'allow'] },
);

/** Duplicates are found by e-mail, while it is being created by itself. */
function knowsDuplicates({ operations, fields: mapped }: ResourceDefinition): boolean {
  return operations.create?.exclusive !== undefined && mapped.some(({ path }) => path === 'email');
}

function listParameters(resource: ResourceDefinition, list: ListOperation): readonly DescribedParameter[] {
  const names = (given: Readonly<Record<string, unknown>>): string => Object.keys(given).join(', ') || 'none';
  return [
    query(
      'where',
      `A filter in CEQL over any field of the answer, e.g. ${toWhereExample(resource)}: =, !=, <, <=, >, >=, LIKE, IN, NOT IN, IS NULL, AND, OR, NOT and parentheses. Fields by which the provider narrows: ${names(list.filters)}; all others are compared by the gateway, row by row.`,
    ),
    fields,
    query(
      'orderBy',
      `A field, then asc or desc; several separated by commas. The provider sorts by: ${names(list.sorts)}; anything else works as far as all rows fit the scan budget.`,
    ),
    query('page', 'The number of the page, from 1 on. Without it, follow nextPage.', { types: ['integer'] }),
    query('pageSize', 'Records on a page, 1 to 1000; 200 when absent.', { types: ['integer'] }),
    query('nextPage', 'The header elements-next-page-token of the page before; it wins over page.'),
  ];
}

/** In words and not as an example: pages that try calls would send it with every one. */
function toWhereExample({ fields: mapped, operations }: ResourceDefinition): string {
  if (mapped.some(({ path, type }) => path === 'email' && type === 'email')) return "email = 'ada@example.com'";
  const [first = 'id'] = Object.keys(operations.list?.filters ?? {});
  return `${first} = '1'`;
}
