import { checkCeql, type FieldTyping } from '../ceql/evaluate-ceql.js';
import type { Expression } from '../ceql/expression.js';
import { parseCeql } from '../ceql/parse-ceql.js';
import { rewriteFields } from '../ceql/rewrite-fields.js';
import type { SortOrder } from '../elements/element-definition.js';
import { invalidRequest } from '../errors/gateway-error.js';
import type { FieldNames } from './field-names.js';

export interface ListQuery {
  /** In the hub's names, checked against their types. */
  readonly where?: Expression;
  readonly orderBy: readonly SortOrder[];
  readonly fields: readonly string[];
  readonly pageSize: number;
  /** Set when the caller counts pages itself and sent no cursor. */
  readonly page?: number;
  readonly nextPage?: string;
  /** What a cursor is bound to besides its owner. */
  readonly fingerprint: string;
}

const maxPageSize = 1000;

/** Throws INVALID_REQUEST or INVALID_CEQL that names the parameter. */
export function readListQuery(
  query: Readonly<Record<string, string>>,
  names: FieldNames,
  typeOf: FieldTyping,
): ListQuery {
  const where = readWhere(query['where'], names, typeOf);
  const orderBy = readOrderBy(query['orderBy'], names, typeOf);
  const fields = readFields(query['fields'], names);
  const nextPage = query['nextPage'];
  // A cursor knows where it goes on; a page number beside it means nothing.
  const page = nextPage === undefined ? readWhole(query['page'], 'page', 1, 1_000_000) : undefined;
  return {
    ...(where && { where }),
    orderBy,
    fields,
    pageSize: readWhole(query['pageSize'], 'pageSize', 1, maxPageSize) ?? 200,
    ...(nextPage !== undefined ? { nextPage } : page !== undefined && { page }),
    fingerprint: JSON.stringify([query['where'] ?? '', orderBy, fields]),
  };
}

function readWhere(text: string | undefined, names: FieldNames, typeOf: FieldTyping): Expression | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  const expression = rewriteFields(parseCeql(text), (field) => names.toHub(field) ?? field);
  checkCeql(expression, typeOf);
  return expression;
}

function readOrderBy(text: string | undefined, names: FieldNames, typeOf: FieldTyping): readonly SortOrder[] {
  if (text === undefined || text.trim() === '') return [];
  return text.split(',').map((part) => {
    const [name = '', direction = 'asc', ...rest] = part.trim().split(/\s+/);
    const order = direction.toLowerCase();
    if (rest.length > 0 || (order !== 'asc' && order !== 'desc'))
      throw invalidRequest('orderBy', `"${part.trim()}" must be a field, then asc or desc.`);
    const field = names.toHub(name) ?? name;
    if (typeOf(field) === undefined) throw invalidRequest('orderBy', `Unknown field "${name}" in "orderBy".`);
    return { field, direction: order };
  });
}

/** The fields that an answer is trimmed to; none means all. */
export function readFields(text: string | undefined, names: FieldNames): readonly string[] {
  if (text === undefined || text.trim() === '') return [];
  return text.split(',').map((part) => {
    const field = names.toHub(part.trim());
    if (field === undefined) throw invalidRequest('fields', `Unknown field "${part.trim()}" in "fields".`);
    return field;
  });
}

function readWhole(text: string | undefined, name: string, from: number, to: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (!(value >= from && value <= to))
    throw invalidRequest(name, `"${name}" must be a whole number from ${from} to ${to}.`);
  return value;
}
