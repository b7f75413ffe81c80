import type { Settings } from '../settings.js';
import type { FilterField } from './filter.js';
import { numberField, textsField, timeField } from './filter-fields.js';
import type { CustomValue } from './custom-value.js';
import type { CustomFieldRecord, Table } from './records.js';
import { allRows } from './table.js';

interface HasCustomFields {
  readonly custom_fields: readonly CustomValue[];
}

const NUMERIC = ['WHOLE_NUMBER', 'DECIMAL_NUMBER', 'CURRENCY', 'PERCENT', 'YEAR', 'MONTH', 'DAY_OF_WEEK', 'USER'];
const EXACT = ['YES_NO', 'DRILLDOWN', 'LIST_BOX', 'USER_LIST_BOX'];

function toTexts(content: unknown): readonly string[] {
  if (Array.isArray(content)) return content.map(String);
  if (typeof content === 'boolean') return [content ? '1' : '0'];
  return content === undefined ? [] : [String(content)];
}

function toMs(content: unknown): number | undefined {
  const ms = Date.parse(String(content));
  return Number.isNaN(ms) ? undefined : ms;
}

function filterBy<T extends HasCustomFields>(field: CustomFieldRecord, settings: Settings): FilterField<T> {
  const read = (row: T): unknown => row.custom_fields.find(({ id }) => id === String(field.id))?.content;
  const { field_type: type } = field;
  if (NUMERIC.includes(type)) {
    return numberField<T>((row) => {
      const content = read(row);
      return content === undefined ? undefined : Number(content);
    });
  }
  if (type === 'DATE' || type === 'DATE_TIME') return timeField<T>((row) => toMs(read(row)));
  const multiple = type === 'LIST_BOX' || type === 'USER_LIST_BOX';
  const texts = (row: T): readonly string[] =>
    toTexts(read(row)).flatMap((text) => (multiple ? text.split(',') : [text]));
  return textsField(settings, texts, { wildcard: !EXACT.includes(type), caseless: true });
}

/** Custom fields are filtered by their `field_name`, whatever its case. */
export function customFilter<T extends HasCustomFields>(fields: Table<CustomFieldRecord>, settings: Settings) {
  return (name: string): FilterField<T> | undefined => {
    const field = allRows(fields).find((known) => known.field_name.toLowerCase() === name.toLowerCase());
    return field && filterBy<T>(field, settings);
  };
}
