type Body = Readonly<Record<string, unknown>>;

/** What a sample may ask for while it is made. */
export interface Given {
  /** The element's key, for what providers want differently. */
  readonly element: string;
  /** The record that a child belongs to. */
  readonly parentId: string;
  /** A word that nobody used before. */
  readonly fresh: string;
  /** The id of a record of this resource, made for the purpose where the element can make one. */
  readonly make: (resource: string) => Promise<string>;
  /** A call as the caller of the hub makes it; fails unless it is answered with 200. */
  readonly call: (method: string, path: string, body?: unknown) => Promise<unknown>;
}

type Making<T> = (given: Given) => T | Promise<T>;

/** What is sent for the operations of one resource. A declared operation whose sample is missing fails the matrix. */
export interface Sample {
  readonly create?: Making<Body>;
  readonly createMany?: Making<readonly Body[]>;
  readonly update?: Making<Body>;
  /** The record above; without it any record of the parent's resource will do. */
  readonly parent?: Making<string>;
  /** The id of a record that is there, where creating one does not give it. */
  readonly existing?: Making<string>;
  /** Whether the list of a new account may show nothing. */
  readonly mayBeEmpty?: true;
  /** Below the provider's own name, too, bodies are in the hub's words: the provider has no record for this. */
  readonly rawInHubWords?: true;
  /** An action: its answer is the record above it. */
  readonly isAction?: true;
}

/** Somebody who may be mailed. */
const person: Making<Body> = ({ element, fresh }) => ({
  email: `${fresh}@matrix.example`,
  firstName: 'Matrix',
  ...(element === 'infusionsoftmarketing' && { optInReason: 'Signed up in person' }),
});
const opportunity: Sample = {
  create: async ({ fresh, make }) => ({ name: fresh, contactId: await make('contacts') }),
  update: () => ({ description: 'Changed' }),
};
const page = '<p>Hello</p><a href="$$url[unsubscribe]">Leave</a>';

const campaign = async (given: Given): Promise<Body> => ({
  name: given.fresh,
  subject: 'Hello',
  fromName: 'News',
  fromEmail: 'news@matrix.example',
  html: page,
  listIds: [await listWithMember(given)],
});

async function listWithMember({ make, call }: Given): Promise<string> {
  const list = await make('lists');
  await call('POST', `/lists/${list}/contacts`, { id: await make('contacts') });
  return list;
}

async function sentCampaign({ make, call }: Given): Promise<string> {
  const id = await make('campaigns');
  await call('POST', `/campaigns/${id}/send`);
  return id;
}

async function scheduledCampaign({ make, call }: Given): Promise<string> {
  const id = await make('campaigns');
  await call('POST', `/campaigns/${id}/schedule`, { scheduledAt: '2099-01-01T00:00:00Z' });
  return id;
}

async function firstOf(given: Given, resource: string): Promise<string> {
  const rows = await given.call('GET', `/${resource}`);
  return String((rows as readonly Body[])[0]?.['id']);
}

async function sentTo(given: Given): Promise<string> {
  const contact = await given.make('contacts');
  await given.call('POST', '/emails', { subject: given.fresh, html: page, contactIds: [contact] });
  return firstOf(given, `emails?where=${encodeURIComponent(`contactIds = '${contact}'`)}`);
}

const report: Sample = { parent: sentCampaign, mayBeEmpty: true };

/** By the hub's name of the resource; of a child, with its parent's before it. */
export const samples: Readonly<Record<string, Sample>> = {
  contacts: {
    create: person,
    createMany: (given) => [
      { email: `${given.fresh}.a@matrix.example` },
      { email: `${given.fresh}.b@matrix.example`, firstName: 'B' },
    ],
    update: () => ({ lastName: 'Changed' }),
  },
  'contacts/lists': {
    parent: async ({ make, call }) => {
      const contact = await make('contacts');
      await call('POST', `/lists/${await make('lists')}/contacts`, { id: contact });
      return contact;
    },
  },
  'contacts/notes': {
    create: () => ({ subject: 'Called', body: 'On Monday' }),
    update: () => ({ body: 'On Tuesday' }),
  },
  'contacts/activities': {
    parent: async ({ element, make, call, fresh }) => {
      const contact = await make('contacts');
      if (element === 'infusionsoftmarketing')
        await call('POST', '/activities', { subject: fresh, contactId: contact, dueAt: '2099-01-01T00:00:00Z' });
      return contact;
    },
    mayBeEmpty: true,
  },
  'contacts/subscription': { update: () => ({ status: 'unsubscribed', reason: 'Asked by telephone' }) },
  accounts: { create: ({ fresh }) => ({ name: fresh }), update: () => ({ phone: '+14805550123' }) },
  opportunities: opportunity,
  leads: opportunity,
  notes: {
    create: async ({ make }) => ({ contactId: await make('contacts'), subject: 'Called' }),
    update: () => ({ body: 'On Tuesday' }),
  },
  lists: { create: ({ fresh }) => ({ name: fresh }), update: () => ({ description: 'Changed' }) },
  'lists/contacts': {
    create: async ({ make }) => ({ id: await make('contacts') }),
    createMany: async (given) => [{ id: await given.make('contacts') }, await person(given)],
    update: () => ({ status: 'unsubscribed' }),
    rawInHubWords: true,
  },
  campaigns: { create: campaign, update: () => ({ subject: 'Changed' }) },
  'campaigns/send': { create: () => ({}), isAction: true },
  'campaigns/schedule': { create: () => ({ scheduledAt: '2099-01-01T00:00:00Z' }), isAction: true },
  'campaigns/cancel': { parent: scheduledCampaign, create: () => ({}), isAction: true },
  'campaigns/reports/recipients': { parent: sentCampaign },
  'campaigns/reports/views': report,
  'campaigns/reports/clicks': report,
  'campaigns/reports/bounces': report,
  'campaigns/reports/unsubscribes': report,
  'campaigns/reports/complaints': report,
  emails: {
    create: async ({ element, fresh, make }) => ({
      subject: fresh,
      html: page,
      contactIds: [await make('contacts')],
      ...(element === 'emfluence' && { fromName: 'News', fromEmail: 'news@matrix.example' }),
    }),
    existing: sentTo,
  },
  activities: {
    create: async ({ fresh, make }) => ({
      subject: fresh,
      contactId: await make('contacts'),
      dueAt: '2099-01-01T00:00:00Z',
    }),
    update: () => ({ body: 'Changed' }),
    mayBeEmpty: true,
  },
  users: {
    existing: async (given) => {
      if (given.element === 'infusionsoftmarketing') return firstOf(given, 'users');
      const contact = (await given.call('GET', `/contacts/${await given.make('contacts')}`)) as Body;
      return typeof contact['ownerId'] === 'string' ? contact['ownerId'] : '11';
    },
  },
};
