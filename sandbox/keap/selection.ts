import type { Call } from './call.js';
import type { JsonObject } from './json-body.js';
import { Refusal } from './refusal.js';

/** A parameter that clients send repeated, comma-separated, or both; undefined when it is not sent at all. */
export function readNames(call: Call, parameter: string): readonly string[] | undefined {
  const { query } = call.request;
  if (!query.has(parameter)) return undefined;
  return query
    .getAll(parameter)
    .flatMap((value) => value.split(','))
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

export interface Columns {
  /** Every property that `fields` may name. */
  readonly all: readonly string[];
  /** What comes back when `fields` is not sent. */
  readonly minimal: readonly string[];
}

/** The properties that the answer is to have. */
export function selectColumns(call: Call, { all, minimal }: Columns): readonly string[] {
  const asked = readNames(call, 'fields');
  if (!asked || asked.length === 0) return call.settings.get<string>('defaultColumns') === 'all' ? all : minimal;
  const unknown = asked.find((name) => !all.includes(name));
  if (unknown !== undefined && call.settings.get<string>('unknownFieldName') === 'refuse') {
    throw new Refusal(400, `The following fields are unrecognized: ${unknown}`);
  }
  return all.filter((name) => asked.includes(name));
}

/** Keeps the named properties, and empty ones as null or not at all, as the switch `emptyValues` says. */
export function toRecord(call: Pick<Call, 'settings'>, full: JsonObject, columns: readonly string[]): JsonObject {
  const nulls = call.settings.get<string>('emptyValues') === 'null';
  const entries = columns.map((name): [string, unknown] => [name, full[name] ?? null]);
  return Object.fromEntries(nulls ? entries : entries.filter(([, value]) => value !== null));
}

/** What a PATCH is to change: the body cut to `update_mask`, and what the mask names but the body lacks as null. */
export function applyMask(call: Call, body: JsonObject, known: readonly string[]): JsonObject {
  const mask = readNames(call, 'update_mask');
  if (!mask || mask.length === 0) return body;
  const unknown = mask.find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Refusal(400, `Unrecognized property in update_mask: ${unknown}`);
  const clear = call.settings.get<string>('maskedAbsent') === 'clear';
  const named = mask.filter((name) => clear || Object.hasOwn(body, name));
  return Object.fromEntries(named.map((name) => [name, body[name] ?? null]));
}
