import { checkObject, readId, required } from './json-body.js';
import type { CustomValue } from './custom-value.js';
import type { CustomFieldRecord, Table } from './records.js';
import { Refusal, unreadable } from './refusal.js';
import { parseBodyTime, parseDate } from './times.js';
import { findRow } from './table.js';

const NUMERIC = ['WHOLE_NUMBER', 'YEAR', 'DECIMAL_NUMBER', 'CURRENCY', 'PERCENT'];
const YES_NO: readonly unknown[] = [true, false, 0, 1, '0', '1', 'true', 'false'];
const MAX_TEXT = 65_535;

function isNumeric(content: unknown, whole: boolean): boolean {
  if (typeof content !== 'number' && (typeof content !== 'string' || content.trim() === '')) return false;
  return whole ? Number.isSafeInteger(Number(content)) : Number.isFinite(Number(content));
}

function isDate(content: unknown): boolean {
  if (typeof content !== 'string') return false;
  try {
    if (content.includes('T')) parseBodyTime(content);
    else parseDate(content);
    return true;
  } catch {
    return false;
  }
}

function fits(field: CustomFieldRecord, content: unknown): boolean {
  const { field_type: type, options } = field;
  if (NUMERIC.includes(type)) return isNumeric(content, type === 'WHOLE_NUMBER' || type === 'YEAR');
  if (type === 'DATE' || type === 'DATE_TIME') return isDate(content);
  if (type === 'YES_NO') return YES_NO.includes(content);
  if (type === 'LIST_BOX')
    return typeof content === 'string' || (Array.isArray(content) && content.every((part) => typeof part === 'string'));
  if (typeof content !== 'string') return false;
  return (type !== 'DROPDOWN' && type !== 'RADIO') || options.some(({ label }) => label === content);
}

/** Values as sent, each checked against its field's type and kept as it came; a null content is no value. */
export function readCustomValues(list: readonly unknown[], fields: Table<CustomFieldRecord>): CustomValue[] {
  const values = list.map((value): CustomValue => {
    const item = checkObject(value, ['id', 'content']);
    const id = required(readId(item, 'id'), 'id');
    const field = findRow(fields, id);
    if (!field) throw new Refusal(400, `Unable to find the custom field ${id}`);
    const content = item['content'] ?? null;
    if (typeof content === 'string' && [...content].length > MAX_TEXT)
      throw new Refusal(400, `${field.label} is too long`);
    if (content !== null && !fits(field, content)) throw unreadable();
    return { id, content };
  });
  if (new Set(values.map(({ id }) => id)).size < values.length)
    throw new Refusal(400, 'A custom field is given more than once');
  return values.filter(({ content }) => content !== null && content !== '');
}
