import { compact, text, type Fields } from './fields.js';

/** What the hub must show of a contact as emfluence's lookup answers it: the model's table, spelled out. */
export function toExpectedEmfluenceContact(record: Fields): Fields {
  const [suppressed, held] = [record['suppressed'] === 1, record['held'] === 1];
  const changed = suppressed ? record['dateSuppressed'] : held ? record['dateHeld'] : undefined;
  const custom = Object.values(record['customFields'] as Record<string, { label: string; value: string }>);
  const source = text(record, 'originalSource');
  return compact({
    id: String(record['contactID']),
    email: record['email'],
    emails: [{ address: record['email'], type: 'primary' }],
    firstName: record['firstName'],
    lastName: record['lastName'],
    name: [record['firstName'], record['lastName']].filter(Boolean).join(' '),
    title: record['title'],
    company: record['company'],
    phone: record['phone'],
    mobile: record['mobileNumber'],
    fax: record['fax'],
    address: {
      street1: record['address1'],
      street2: record['address2'],
      city: record['city'],
      state: codes[text(record, 'state') ?? ''] ?? record['state'],
      postalCode: record['zipCode'],
      country: record['country'],
    },
    birthday: text(record, 'dateOfBirth')?.replace(/^1900-/, '--'),
    description: record['memo'],
    // What emfluence writes by itself when nobody told it a source.
    source: source === 'Unknown' ? undefined : source,
    externalId: record['customerID'],
    ownerId: String(record['userID']),
    listIds: (record['groupIDs'] as readonly number[]).map(String),
    status: suppressed ? 'unsubscribed' : held ? 'bounced' : 'subscribed',
    marketable: !suppressed && !held,
    statusChangedAt: toTime(changed),
    score: (record['contactScore'] as { value: number }).value,
    customFields: Object.fromEntries(custom.flatMap(({ label, value }) => (value === '' ? [] : [[label, value]]))),
    lastActivityAt: toTime(record['lastActivityDate']),
    createdAt: toTime(record['dateAdded']),
    updatedAt: toTime(record['dateModified']),
  });
}

/** Subdivisions that this test writes by name; everything else is a code already. */
const codes: Readonly<Record<string, string>> = { Arizona: 'AZ', Ontario: 'ON' };

/** emfluence gives GMT without saying so, and an empty text for no time. */
const toTime = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? `${value.replace(' ', 'T')}.000Z` : undefined;
