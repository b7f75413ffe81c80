import type { SandboxRequest } from '../provider.js';
import { Refusal, unreadable, unrecognized } from './refusal.js';

export type JsonObject = Record<string, unknown>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body as an object, with only properties of that list: the API names the first that it does not know. */
export function readBody(request: SandboxRequest, known: readonly string[]): JsonObject {
  return checkObject(parse(request.body), known);
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw unreadable();
  }
}

export function checkObject(value: unknown, known: readonly string[]): JsonObject {
  if (!isObject(value)) throw unreadable();
  for (const name of Object.keys(value)) if (!known.includes(name)) throw unrecognized(name);
  return value;
}

/** Null counts as absent. */
export function readText(object: JsonObject, name: string, maxLength?: number): string | undefined {
  const value = object[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw unreadable();
  if (maxLength !== undefined && [...value].length > maxLength) {
    throw new Refusal(400, `${name} must not be longer than ${maxLength} characters`);
  }
  return value;
}

/** Ids are strings in v2, yet a number is read as one too. */
export function readId(object: JsonObject, name: string): string | undefined {
  const value = object[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return String(value);
  if (typeof value !== 'string') throw unreadable();
  return value;
}

export function readFlag(object: JsonObject, name: string): boolean | undefined {
  const value = object[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'boolean') throw unreadable();
  return value;
}

export function readList(object: JsonObject, name: string): readonly unknown[] | undefined {
  const value = object[name];
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw unreadable();
  return value as readonly unknown[];
}

export function readIdList(object: JsonObject, name: string): readonly string[] {
  const list = readList(object, name);
  if (!list) throw new Refusal(400, `${name} is required`);
  return list.map((_, index) => readId({ [name]: list[index] }, name) ?? '');
}

export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined || value === '') throw new Refusal(400, `${name} is required`);
  return value;
}

/** An enum value; the `..._UNSPECIFIED` member that the schemas list is the same as none. */
export function readEnum(object: JsonObject, name: string, values: readonly string[]): string | undefined {
  const value = readText(object, name);
  if (value === undefined || value.endsWith('_UNSPECIFIED')) return undefined;
  if (!values.includes(value)) throw unreadable();
  return value;
}

export function readNumber(object: JsonObject, name: string): number | undefined {
  const value = object[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw unreadable();
  return value;
}

export function readWholeNumber(object: JsonObject, name: string): number | undefined {
  const value = readNumber(object, name);
  if (value !== undefined && !Number.isSafeInteger(value)) throw unreadable();
  return value;
}
