import 'reflect-metadata';
import { plainToInstance, type ClassConstructor } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { isObject } from '../elements/values.js';
import { GatewayError, invalidRequest } from '../errors/gateway-error.js';

const deepest = 16;

/**
 * Reads a request body as `Type`: members that it does not declare are dropped, because clients send back whole
 * objects that they were given. Throws INVALID_REQUEST that names the first member which is wrong.
 */
export function readBody<T extends object>(Type: ClassConstructor<T>, body: unknown): T {
  if (!isObject(body)) throw new GatewayError('INVALID_REQUEST', 'The body must be a JSON object.');
  checkTexts(body, '', 0);
  const read = plainToInstance(Type, body);
  const [error] = validateSync(read, { whitelist: true, forbidUnknownValues: false, stopAtFirstError: true });
  if (error) throw toInvalidRequest(error, '');
  return read;
}

/** PostgreSQL keeps neither NUL characters nor halves of surrogate pairs, and readers of nested values recurse. */
function checkTexts(value: unknown, path: string, depth: number): void {
  if (depth > deepest) throw new GatewayError('INVALID_REQUEST', `The body is nested deeper than ${deepest} levels.`);
  if (typeof value === 'string') return checkText(path, value);
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    checkText('body', key);
    checkTexts(item, at.slice(0, 200), depth + 1);
  }
}

/** Throws INVALID_REQUEST for text that no database keeps. */
export function checkText(path: string, text: string): void {
  if (text.includes('\0') || !text.isWellFormed())
    throw invalidRequest(path, `"${path}" contains characters that are not text.`);
}

function toInvalidRequest(error: ValidationError, prefix: string): GatewayError {
  const path = `${prefix}${error.property}`;
  const message = Object.values(error.constraints ?? {})[0];
  const [child] = error.children ?? [];
  if (message === undefined && child) return toInvalidRequest(child, `${path}.`);
  return invalidRequest(path, `${prefix}${message ?? `"${path}" is not valid`}.`);
}
