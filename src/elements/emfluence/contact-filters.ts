import type { Literal } from '../../ceql/expression.js';
import type { FilterTranslator } from '../element-definition.js';

/**
 * What `contacts/search` can narrow (BEHAVIOR.md 10). Whether it compares whole texts or parts is not documented; both
 * let every row through that equals the value, and the gateway looks at each row again.
 */
const equals =
  (criterion: string): FilterTranslator =>
  ({ operator, values: [value] }) =>
    operator === '=' && value && value.text !== '' ? { [criterion]: value.text } : undefined;

/** E-mails know one wildcard, `*`, which also stands for itself. */
const email: FilterTranslator = ({ operator, values: [value] }) => {
  if (!value || value.text === '') return undefined;
  if (operator === '=') return { email: value.text };
  return operator === 'LIKE' ? { email: value.text.replace(/[%_]+/g, '*') } : undefined;
};

const flag =
  (criterion: string): FilterTranslator =>
  ({ operator, values: [value] }) => {
    const truth = operator === '=' ? toFlag(value) : undefined;
    return truth === undefined ? undefined : { [criterion]: truth };
  };

const toFlag = (value: Literal | undefined): boolean | undefined => ({ true: true, false: false, '1': true, '0': false })[value?.text.toLowerCase() ?? ''];

const status: FilterTranslator = (comparison) => {
  const wanted = comparison.operator === '=' ? comparison.values[0]?.text.toLowerCase() : undefined;
  if (wanted === 'unsubscribed') return { suppressed: true };
  if (wanted === 'bounced') return { suppressed: false, held: true };
  return wanted === 'subscribed' ? { suppressed: false, held: false } : undefined;
};

const ids: FilterTranslator = ({ operator, values }) => {
  const wanted = values.map(({ text }) => Number(text));
  const usable = (operator === '=' || operator === 'IN') && wanted.length <= 100 && wanted.every((id) => Number.isSafeInteger(id) && id > 0);
  return usable ? { contactIDs: wanted.map(String) } : undefined;
};

/** Ranges of dates end inclusively and without fractions, so both ends are widened to whole seconds. */
const range =
  (criterion: string): FilterTranslator =>
  ({ operator, values: [value] }) => {
    const instant = value ? Date.parse(/[zZ]$|[+-]\d\d:?\d\d$/.test(value.text) || /^\d{4}-\d\d-\d\d$/.test(value.text) ? value.text : `${value.text.replace(' ', 'T')}Z`) : NaN;
    if (Number.isNaN(instant)) return undefined;
    if (operator === '>' || operator === '>=') return { [`${criterion}Start`]: toGmt(Math.floor(instant / 1000)) };
    return operator === '<' || operator === '<=' ? { [`${criterion}End`]: toGmt(Math.ceil(instant / 1000)) } : undefined;
  };

const toGmt = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');

export const contactFilters: Readonly<Record<string, FilterTranslator>> = {
  id: ids,
  email,
  lastName: equals('lastName'),
  company: equals('company'),
  title: equals('title'),
  phone: equals('phone'),
  fax: equals('fax'),
  'address.city': equals('city'),
  'address.postalCode': equals('zipCode'),
  externalId: equals('customerID'),
  ownerId: equals('userID'),
  status,
  marketable: (comparison) => (flag('marketable')(comparison)?.['marketable'] === true ? { suppressed: false, held: false } : undefined),
  createdAt: range('dateAdded'),
  updatedAt: range('dateModified'),
  lastActivityAt: range('lastActivityDate'),
};
