import type { FilterTranslator } from '../element-definition.js';
import { between, equals, flag, ids, wildcard } from './filters.js';

const marketable = flag('marketable');

const status: FilterTranslator = ({ operator, values: [value] }) => {
  const wanted = operator === '=' ? value?.text.toLowerCase() : undefined;
  if (wanted === 'unsubscribed') return { suppressed: true };
  if (wanted === 'bounced') return { suppressed: false, held: true };
  return wanted === 'subscribed' ? { suppressed: false, held: false } : undefined;
};

/** What `contacts/search` can narrow (BEHAVIOR.md 10). */
export const contactFilters: Readonly<Record<string, FilterTranslator>> = {
  id: ids('contactIDs', 100),
  email: wildcard('email'),
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
  marketable: (comparison) =>
    marketable(comparison)?.['marketable'] === true ? { suppressed: false, held: false } : undefined,
  createdAt: between('dateAddedStart', 'dateAddedEnd'),
  updatedAt: between('dateModifiedStart', 'dateModifiedEnd'),
  lastActivityAt: between('lastActivityDateStart', 'lastActivityDateEnd'),
};
