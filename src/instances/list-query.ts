import { isObject, textAt } from '../elements/values.js';
import { invalidRequest } from '../errors/gateway-error.js';
import { checkText } from './read-body.js';
import { parsePlatformId } from '../authentication/platform-id.js';

export interface InstanceQuery {
  /** Rows that carry any of these. */
  readonly tags: readonly string[];
  readonly searchText?: string;
  readonly pageSize: number;
  /** Counted from 1; a cursor takes its place. */
  readonly page: number;
  /** The last id of the page before. */
  readonly afterId?: number;
  /** Rows without configuration and with the element's names only. */
  readonly light: boolean;
}

/** Reads the query of `GET /instances`; parameters that it does not know have no effect. */
export function readInstanceQuery(query: unknown): InstanceQuery {
  const given = isObject(query) ? query : {};
  const searchText = readText(given, 'searchText');
  const nextPage = readText(given, 'nextPage');
  return {
    tags: [...readTexts(given, 'tags[]'), ...readTexts(given, 'tags')],
    ...(searchText !== undefined && { searchText }),
    pageSize: readCount(given, 'pageSize', 200, 1_000),
    page: readCount(given, 'page', 1, 1_000_000),
    ...(nextPage !== undefined && { afterId: readCursor(nextPage) }),
    light: readText(given, 'hydrate')?.toLowerCase() === 'false',
  };
}

/** The opaque cursor of the page that begins after this row. */
export function toCursor(lastId: number): string {
  return Buffer.from(`instance:${lastId}`).toString('base64url');
}

function readCursor(cursor: string): number {
  const id = parsePlatformId(/^instance:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1] ?? '');
  if (id === undefined) throw invalidRequest('nextPage', '"nextPage" is not a cursor of this list.');
  return id;
}

/** A whole number from 1 to `most`; INVALID_REQUEST otherwise. */
export function readCount(query: object, name: string, absent: number, most: number): number {
  const text = readText(query, name);
  if (text === undefined) return absent;
  const count = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (count < 1 || count > most) throw invalidRequest(name, `"${name}" must be a whole number from 1 to ${most}.`);
  return count;
}

/** One query parameter as text; an empty one counts as absent, a repeated one is INVALID_REQUEST. */
export function readText(query: object, name: string): string | undefined {
  const texts = readTexts(query, name);
  if (texts.length > 1) throw invalidRequest(name, `"${name}" must be given once.`);
  return texts[0];
}

function readTexts(query: object, name: string): readonly string[] {
  const value: unknown = Reflect.get(query, name);
  const texts = (Array.isArray(value) ? value : [value]).flatMap((item: unknown) => textAt({ item }, 'item') ?? []);
  texts.forEach((text) => checkText(name, text));
  return texts;
}
