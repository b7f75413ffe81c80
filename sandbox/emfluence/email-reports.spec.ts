import { beforeEach, describe, expect, it } from '@jest/globals';
import { TestClient } from './test-client.fixture.js';

interface Page {
  readonly records: readonly Readonly<Record<string, unknown>>[];
  readonly paging: { readonly totalRecords: number };
}

let client: TestClient;
let emailID: number;
let contactIDs: number[];

beforeEach(async () => {
  client = new TestClient();
  contactIDs = [];
  for (const name of ['plain', 'bounce', 'softbounce', 'complain', 'unsubscribe', 'four', 'five', 'six']) {
    const { contactID } = await client.data<{ contactID: number }>('contacts/save', { email: `${name}@example.com` });
    contactIDs.push(contactID);
  }
  const mail = {
    title: 'News',
    subject: 'Hello',
    fromAddress: 'news@example.com',
    content: { textVersion: 'Hi' },
    recipients: { contactIDs },
  };
  emailID = (await client.data<{ emailID: number }>('emails/save', mail)).emailID;
  await client.data('emails/send', { emailID });
});

const report = (kind: string, more: object = {}): Promise<Page> =>
  client.data<Page>(`emailReports/${kind}`, { emailID, ...more });
const emailsOf = ({ records }: Page): unknown[] => records.map(({ email }) => email);

describe('emailReports', () => {
  it('name every recipient with what became of him', async () => {
    const { records, paging } = await report('recipients');
    expect(paging.totalRecords).toBe(8);
    expect(records.find(({ email }) => email === 'bounce@example.com')).toMatchObject({
      bounced: 1,
      bounceType: 'HB',
      viewed: 0,
    });
    expect(records.find(({ email }) => email === 'complain@example.com')).toMatchObject({
      viewed: 1,
      complained: 1,
      suppressed: 1,
    });
    expect(emailsOf(await report('recipients', { bounced: true, bounceType: 'SB' }))).toEqual([
      'softbounce@example.com',
    ]);
    expect(Object.keys((await report('recipients', { contactFields: 'city' })).records[0] ?? {})).toContain('city');
  });

  it('list each kind of deed', async () => {
    expect(emailsOf(await report('bounces'))).toEqual(['bounce@example.com', 'softbounce@example.com']);
    expect(emailsOf(await report('complaints'))).toEqual(['complain@example.com']);
    expect(emailsOf(await report('unsubscribes'))).toEqual(['unsubscribe@example.com']);
    const readers = contactIDs.filter((id) => id % 2 === 0).length;
    expect((await report('views')).records.length).toBeGreaterThanOrEqual(readers - 3);
    const clicks = await report('clicks', { link: 'https://news.example/offer', sortField: 'contactID' });
    expect(clicks.records.every(({ contactID }) => Number(contactID) % 4 === 0)).toBe(true);
    expect((await report('clicks', { link: 'https://other.example' })).records).toEqual([]);
  });

  it('suppress who left and hold whose address is bad, and count in the mail', async () => {
    const [, bounced, soft, complained, left] = contactIDs;
    const states = await client.data<Record<string, unknown>[]>('contacts/lookup', {
      contactIDs: [bounced, soft, complained, left],
    });
    expect(states.map(({ held, suppressed }) => [held, suppressed])).toEqual([
      [1, 0],
      [0, 0],
      [0, 1],
      [0, 1],
    ]);
    const { metrics } = await client.data<{ metrics: object }>('emails/lookup', { emailID });
    expect(metrics).toMatchObject({ recipients: 8, bounces: 2, complaints: 1, unsubscribes: 1 });
  });

  it('refuse pages beyond the documented or the general maximum', async () => {
    expect((await client.post('emailReports/clicks', { emailID, rpp: 1000 })).code).toBe(0);
    expect((await client.post('emailReports/views', { emailID, rpp: 51 })).code).toBe(501);
    expect((await client.post('emailReports/views', {})).code).toBe(502);
    expect((await client.post('emailReports/forwards', { emailID })).code).toBe(101);
  });
});

describe('the history of a contact', () => {
  const window = { startDate: '2026-03-01 00:00:00', endDate: '2026-03-02 00:00:00' };

  it('tells the mail that was sent to it', async () => {
    const { records } = await client.data<Page>('contacts/getEmailHistory', { email: 'plain@example.com' });
    expect(records).toEqual([{ emailID, title: 'News', subject: 'Hello', dateSent: '2026-03-01 12:00:00' }]);
  });

  it('tells activities by window, kind, contact and mail', async () => {
    const bounces = await client.data<Page>('contacts/activities', { ...window, activities: ['EMAIL:BOUNCED'] });
    expect(bounces.records.map(({ activity, email }) => [activity, email])).toEqual([
      ['EMAIL:BOUNCED', 'bounce@example.com'],
      ['EMAIL:BOUNCED', 'softbounce@example.com'],
    ]);
    const left = await client.data<Page>('contacts/activities', {
      ...window,
      activities: ['EMAIL:*', 'SMS:*'],
      contactID: contactIDs[4],
    });
    expect(left.records.map(({ activity }) => activity)).toEqual(['EMAIL:SENT', 'EMAIL:VIEWED', 'EMAIL:UNSUBSCRIBED']);
    const earlier = { startDate: '2026-02-01 00:00:00', endDate: '2026-02-02 00:00:00', activities: ['EMAIL:*'] };
    expect((await client.data<Page>('contacts/activities', earlier)).records).toEqual([]);
  });

  it('outlives a restart', () => {
    const again = new TestClient();
    again.simulator.restore(JSON.parse(JSON.stringify(client.simulator.snapshot())));
    return expect(again.data<Page>('emailReports/bounces', { emailID })).resolves.toMatchObject({
      paging: { totalRecords: 2 },
    });
  });
});
