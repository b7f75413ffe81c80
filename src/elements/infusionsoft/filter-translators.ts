import type { Criterion, FilterTranslator } from '../element-definition.js';

/**
 * Keap's grammar joins clauses with `;`, separates values with `,` and has no way to quote (BEHAVIOR.md 7). A trailing
 * `*` asks for a prefix without case, so a text is sent as the prefix before the first character that cannot be said:
 * wider than the comparison, never narrower.
 */
export function byPrefix(name: string): FilterTranslator {
  return ({ operator, values: [value] }) => {
    if (!value || (operator !== '=' && operator !== 'LIKE')) return undefined;
    const sayable = (operator === 'LIKE' ? value.text.replace(/[%_].*$/s, '') : value.text)
      .replace(/[;,*].*$/s, '')
      .trimEnd();
    return sayable === '' ? undefined : { [`${name}==`]: `${sayable}*` };
  };
}

const isId = (text: string): boolean => /^\d{1,15}$/.test(text);

/** One of several ids, as far as the provider takes so many. */
export function byIds(name: string, most = 500, toId: (text: string) => string = (text) => text): FilterTranslator {
  return ({ operator, values }) => {
    const ids = values.map(({ text }) => toId(text));
    const usable = (operator === '=' || operator === 'IN') && ids.length <= most && ids.every(isId);
    return usable ? { [`${name}==`]: ids.join(',') } : undefined;
  };
}

/** A filter that takes one id only. */
export function byId(name: string): FilterTranslator {
  return byIds(name, 1);
}

/** Numbers, which Keap compares with the operators of a question. */
export function byNumber(name: string): FilterTranslator {
  return ({ operator, values: [value] }) => {
    if (!value || !/^-?\d{1,15}(\.\d{1,6})?$/.test(value.text)) return undefined;
    if (operator === '=') return { [`${name}==`]: value.text };
    return operator === '<' || operator === '<=' || operator === '>' || operator === '>='
      ? { [`${name}${operator}`]: value.text }
      : undefined;
  };
}

/** Keap wants milliseconds and a zone; whether its ends are inclusive is not said, so both are widened by a second. */
export function byWindow(from: string, to: string): FilterTranslator {
  return ({ operator, values: [value] }) => {
    const text = value?.text ?? '';
    const zoned =
      /[zZ]$|[+-]\d\d:?\d\d$/.test(text) || /^\d{4}-\d\d-\d\d$/.test(text) ? text : `${text.replace(' ', 'T')}Z`;
    const instant = Date.parse(zoned);
    if (Number.isNaN(instant)) return undefined;
    if (operator === '>' || operator === '>=') return { [`${from}==`]: new Date(instant - 1000).toISOString() };
    return operator === '<' || operator === '<=' ? { [`${to}==`]: new Date(instant + 1000).toISOString() } : undefined;
  };
}

/** The `filter` parameter that joins all criteria; absent when there are none. */
export function toFilter(criteria: readonly Criterion[]): { readonly filter?: string } {
  const filter = criteria
    .flatMap((criterion) => Object.entries(criterion).map(([name, value]) => `${name}${String(value)}`))
    .join(';');
  return filter === '' ? {} : { filter };
}
