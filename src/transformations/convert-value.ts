import { readInstant } from '../ceql/instant.js';
import type { FieldType } from '../elements/element-definition.js';
import { isObject, textAt, textsAt } from '../elements/values.js';
import { invalidRequest } from '../errors/gateway-error.js';

/** A provider's value as the hub shows it; undefined where there is none. Values that do not fit are shown as they came. */
export function toHubValue(type: FieldType, value: unknown): unknown {
  if (value === undefined || value === null || value === '') return undefined;
  switch (type) {
    case 'string':
    case 'email':
    case 'id':
      return typeof value === 'boolean' ? String(value) : (textAt({ value }, 'value') ?? value);
    case 'number':
      return Number.isFinite(Number(value)) ? Number(value) : value;
    case 'boolean':
      return typeof value === 'boolean' ? value : ['1', 'true', 'yes'].includes(String(value).toLowerCase());
    case 'date':
      return typeof value === 'string' ? value.slice(0, 10).replace(/^(--\d\d-\d\d).*/, '$1') : value;
    case 'datetime':
      return toInstant(value);
    case 'ids':
    case 'strings':
      return Array.isArray(value) ? textsAt({ value }, 'value') : value;
    default:
      return value;
  }
}

/** RFC 3339 in UTC with milliseconds. A time without a zone is UTC: both providers that write such times mean it so. */
function toInstant(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const zoned = /(?:[zZ]|[+-]\d\d:?\d\d)$/.test(value) ? value : `${value.trim().replace(' ', 'T')}Z`;
  const instant = Date.parse(zoned.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(instant) ? value : new Date(instant).toISOString();
}

const emailPattern = /^[^\s@<>()[\]\\,;:"]{1,64}@[^\s@<>()[\]\\,;:"]{1,253}$/;
const idPattern = /^\d{1,15}$/;

/** A caller's value, checked against the field's type. `null` passes: it clears. Throws INVALID_REQUEST at `path`. */
export function checkHubValue(type: FieldType, value: unknown, path: string, maxLength?: number): unknown {
  if (value === null) return null;
  const wrong = (expected: string): never => {
    throw invalidRequest(path, `"${path}" must be ${expected}.`);
  };
  switch (type) {
    case 'string':
      return checkText(typeof value === 'string' ? value : wrong('a text'), path, maxLength);
    case 'email': {
      const text = typeof value === 'string' ? value.trim() : wrong('an e-mail address');
      return emailPattern.test(text) ? checkText(text, path, maxLength) : wrong('an e-mail address');
    }
    case 'id':
      return idPattern.test(String(value)) && !Array.isArray(value) ? String(value) : wrong('an id');
    case 'ids':
      return Array.isArray(value) && value.every((item) => idPattern.test(String(item)) && !Array.isArray(item))
        ? [...new Set(value.map(String))]
        : wrong('an array of ids');
    case 'strings':
      return Array.isArray(value) && value.every((item) => typeof item === 'string')
        ? value
        : wrong('an array of texts');
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? value : wrong('a number');
    case 'boolean':
      return typeof value === 'boolean' ? value : wrong('true or false');
    case 'date':
      return toDay(value) ?? wrong('a date, YYYY-MM-DD');
    case 'datetime': {
      const instant = typeof value === 'string' && value.includes('T') ? readInstant(value) : undefined;
      return instant === undefined ? wrong('a time, e.g. 2026-01-31T12:00:00Z') : new Date(instant).toISOString();
    }
    case 'object':
    case 'customFields':
      return isObject(value) ? value : wrong('an object');
    case 'array':
      return Array.isArray(value) ? value : wrong('an array');
  }
}

function checkText(text: string, path: string, maxLength: number | undefined): string {
  const length = [...text].length;
  if (maxLength !== undefined && length > maxLength) {
    throw invalidRequest(path, `"${path}" may have ${maxLength} characters at this provider; it has ${length}.`);
  }
  return text;
}

/** Old callers send a whole time; its day is kept as it is written, without moving it between zones. */
function toDay(value: unknown): string | undefined {
  const day = typeof value === 'string' ? value.replace(/^(\d{4}-\d\d-\d\d)T\d\d:.*$/, '$1') : '';
  return isDate(day) ? day : undefined;
}

/** A day of the calendar, or `--MM-DD` for one whose year is not known. */
function isDate(text: string): boolean {
  const full = text.startsWith('--') ? `2000-${text.slice(2)}` : text;
  if (!/^\d{4}-\d\d-\d\d$/.test(full)) return false;
  const day = new Date(`${full}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(full);
}
