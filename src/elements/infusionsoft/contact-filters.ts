import type { FilterTranslator } from '../element-definition.js';

/**
 * Keap's grammar joins clauses with `;`, separates values with `,` and has no way to quote (BEHAVIOR.md 7). A trailing
 * `*` asks for a prefix without case, so a text is sent as the prefix before the first character that cannot be said:
 * wider than the comparison, never narrower.
 */
const prefix =
  (name: string): FilterTranslator =>
  ({ operator, values: [value] }) => {
    if (!value || (operator !== '=' && operator !== 'LIKE')) return undefined;
    const sayable = (operator === 'LIKE' ? value.text.replace(/[%_].*$/s, '') : value.text).replace(/[;,*].*$/s, '').trimEnd();
    return sayable === '' ? undefined : { [`${name}==`]: `${sayable}*` };
  };

const ids =
  (name: string): FilterTranslator =>
  ({ operator, values }) => {
    const usable = (operator === '=' || operator === 'IN') && values.length <= 500 && values.every(({ text }) => /^\d{1,15}$/.test(text));
    return usable ? { [`${name}==`]: values.map(({ text }) => text).join(',') } : undefined;
  };

/** Keap wants milliseconds and a zone; whether its ends are inclusive is not said, so both are widened by a second. */
const updated: FilterTranslator = ({ operator, values: [value] }) => {
  const text = value?.text ?? '';
  const zoned = /[zZ]$|[+-]\d\d:?\d\d$/.test(text) || /^\d{4}-\d\d-\d\d$/.test(text) ? text : `${text.replace(' ', 'T')}Z`;
  const instant = Date.parse(zoned);
  if (Number.isNaN(instant)) return undefined;
  if (operator === '>' || operator === '>=') return { 'start_update_time==': new Date(instant - 1000).toISOString() };
  return operator === '<' || operator === '<=' ? { 'end_update_time==': new Date(instant + 1000).toISOString() } : undefined;
};

export const contactFilters: Readonly<Record<string, FilterTranslator>> = {
  id: ids('ids'),
  email: prefix('email'),
  firstName: prefix('given_name'),
  lastName: prefix('family_name'),
  middleName: prefix('middle_name'),
  accountId: ids('company_id'),
  updatedAt: updated,
};
