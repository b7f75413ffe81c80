import type { Literal } from '../../ceql/expression.js';
import type { FilterTranslator } from '../element-definition.js';
import { idPattern, toGmt } from './wire.js';

/** A text criterion; whether it compares whole texts or parts, rows that equal the value pass (BEHAVIOR.md 10). */
export const equals =
  (criterion: string): FilterTranslator =>
  ({ operator, values: [value] }) =>
    operator === '=' && value && value.text !== '' ? { [criterion]: value.text } : undefined;

/** A criterion that looks for a part of the text: of a pattern, its longest piece without wildcards. */
export const contains =
  (criterion: string): FilterTranslator =>
  ({ operator, values: [value] }) => {
    if (!value || (operator !== '=' && operator !== 'LIKE')) return undefined;
    const pieces = operator === 'LIKE' ? value.text.split(/[%_]+/) : [value.text];
    const longest = pieces.reduce((best, piece) => (piece.length > best.length ? piece : best), '');
    return longest === '' ? undefined : { [criterion]: longest };
  };

/** A criterion in which `*` stands for any text, itself included. */
export const wildcard =
  (criterion: string): FilterTranslator =>
  ({ operator, values: [value] }) => {
    if (!value || value.text === '') return undefined;
    if (operator === '=') return { [criterion]: value.text };
    return operator === 'LIKE' ? { [criterion]: value.text.replace(/[%_]+/g, '*') } : undefined;
  };

export const truthOf = (value: Literal | undefined): boolean | undefined =>
  ({ true: true, false: false, '1': true, '0': false })[value?.text.toLowerCase() ?? ''];

/** A flag of the provider that says the same as a field that is true or false. */
export const flag =
  (criterion: string): FilterTranslator =>
  ({ operator, values: [value] }) => {
    const truth = operator === '=' ? truthOf(value) : undefined;
    return truth === undefined ? undefined : { [criterion]: truth };
  };

/** A word of ours that is another word at the provider. */
export const word =
  (criterion: string, words: Readonly<Record<string, string | boolean>>): FilterTranslator =>
  ({ operator, values: [value] }) => {
    const found = operator === '=' && value ? words[value.text.toLowerCase()] : undefined;
    return found === undefined ? undefined : { [criterion]: found };
  };

export const ids =
  (criterion: string, most: number): FilterTranslator =>
  ({ operator, values }) => {
    const wanted = values.map(({ text }) => text);
    const usable =
      (operator === '=' || operator === 'IN') && wanted.length <= most && wanted.every((id) => idPattern.test(id));
    return usable ? { [criterion]: wanted } : undefined;
  };

export const oneId =
  (criterion: string): FilterTranslator =>
  ({ operator, values: [value] }) =>
    operator === '=' && value && idPattern.test(value.text) ? { [criterion]: value.text } : undefined;

/** Both ends count and know no fractions, so they are widened to whole seconds. */
export const between =
  (start: string, end: string): FilterTranslator =>
  ({ operator, values: [value] }) => {
    const instant = value ? instantOf(value.text) : NaN;
    if (Number.isNaN(instant)) return undefined;
    if (operator === '>' || operator === '>=') return { [start]: toGmt(Math.floor(instant / 1000) * 1000) };
    return operator === '<' || operator === '<=' ? { [end]: toGmt(Math.ceil(instant / 1000) * 1000) } : undefined;
  };

/** A time without a zone is GMT. */
function instantOf(text: string): number {
  const zoned = /[zZ]$|[+-]\d\d:?\d\d$/.test(text) || /^\d{4}-\d\d-\d\d$/.test(text);
  return Date.parse(zoned ? text : `${text.replace(' ', 'T')}Z`);
}
