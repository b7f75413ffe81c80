import { compileCeql } from '../ceql/evaluate-ceql.js';
import { parseCeql } from '../ceql/parse-ceql.js';
import type { ValueType } from '../ceql/value-type.js';
import type { ElementDefinition } from '../elements/element-definition.js';
import { toElementAnswer } from '../elements/to-element-answer.js';
import { isObject } from '../elements/values.js';
import { invalidRequest } from '../errors/gateway-error.js';

export interface CataloguePage {
  readonly items: readonly ElementDefinition[];
  readonly headers: Readonly<Record<string, string>>;
}

const largestPage = 200;

const types: Readonly<Record<string, ValueType>> = {
  id: 'number',
  key: 'string',
  name: 'string',
  description: 'string',
  hub: 'string',
  active: 'boolean',
  beta: 'boolean',
  extended: 'boolean',
  private: 'boolean',
};

/** The part of the catalogue that `where`, `pageSize` and `nextPage` ask for. */
export function readCataloguePage(elements: readonly ElementDefinition[], query: unknown): CataloguePage {
  const where = readText(query, 'where');
  const found = where === undefined ? elements : filter(elements, where);
  const size = readPageSize(readText(query, 'pageSize'));
  const start = readStart(readText(query, 'nextPage'));
  const items = found.slice(start, start + size);
  const end = start + items.length;
  return {
    items,
    headers: {
      'elements-returned-count': String(items.length),
      'elements-total-count': String(found.length),
      ...(end < found.length && { 'elements-next-page-token': Buffer.from(`element:${end}`).toString('base64url') }),
    },
  };
}

function filter(elements: readonly ElementDefinition[], where: string): readonly ElementDefinition[] {
  const holds = compileCeql(parseCeql(where), (field) => (Object.hasOwn(types, field) ? types[field] : undefined));
  return elements.filter((element) => {
    const answer = toElementAnswer(element);
    return holds((field) => answer[field]);
  });
}

/** More than a page holds is cut to what it holds, as callers of such catalogues are used to. */
function readPageSize(text: string | undefined): number {
  if (text === undefined) return largestPage;
  if (!/^[1-9]\d{0,8}$/.test(text))
    throw invalidRequest('pageSize', '"pageSize" must be a whole number of at least 1.');
  return Math.min(Number(text), largestPage);
}

function readStart(cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const [, start] = /^element:(\d{1,6})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (start === undefined) throw invalidRequest('nextPage', '"nextPage" is not a cursor of this list.');
  return Number(start);
}

function readText(query: unknown, name: string): string | undefined {
  const value = isObject(query) ? query[name] : undefined;
  if (value === undefined || value === '') return undefined;
  if (typeof value !== 'string') throw invalidRequest(name, `"${name}" must be given once.`);
  return value;
}
