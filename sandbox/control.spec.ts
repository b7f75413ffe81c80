import { beforeEach, describe, expect, it } from '@jest/globals';
import { control } from './control.js';
import { echoes } from './echo-provider.fixture.js';
import { Sandbox } from './sandbox.js';

let sandbox: Sandbox;

beforeEach(() => {
  sandbox = new Sandbox({ factories: echoes, warn: () => undefined });
});

function call(method: string, target: string, body?: unknown) {
  const [path = '', query] = target.split('?');
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return control(sandbox, { method, path, query: new URLSearchParams(query), body: Buffer.from(text ?? '') });
}

describe('control', () => {
  it('seeds 300 people into the first account unless told otherwise, and continues the numbering', () => {
    const first = call('POST', '/seed', { provider: 'keap' });
    const ids = Array.from({ length: 300 }, (_, index) => `keap-1:${index + 1}`);
    expect(first).toEqual({ status: 200, body: { ids } });
    expect(call('POST', '/seed', { provider: 'keap', contacts: 2 }).body).toEqual({
      ids: ['keap-1:301', 'keap-1:302'],
    });
  });

  it('seeds into the account that is named', () => {
    call('POST', '/accounts', { provider: 'keap' });
    const { body } = call('POST', '/seed', { provider: 'keap', account: 'keap-2', contacts: 1 });
    expect(body).toEqual({ ids: ['keap-2:1'] });
  });

  it('makes accounts with permissions and lists those of both providers', () => {
    const { status, body } = call('POST', '/accounts', { provider: 'emfluence', permissions: ['contacts'] });
    expect([status, body]).toEqual([200, { id: 'emfluence-2', permissions: ['contacts'] }]);
    expect(call('GET', '/accounts').body).toEqual({
      keap: [{ id: 'keap-1' }],
      emfluence: [{ id: 'emfluence-1' }, { id: 'emfluence-2' }],
    });
  });

  it('shows the fixed settings and every guess with its default', () => {
    expect(call('GET', '/settings').body).toEqual({
      limits: 'on',
      consent: 'auto',
      grace: 0,
      familyRevocation: false,
      keapVolume: 'quiet',
      emfluenceVolume: 'quiet',
    });
  });

  it('changes settings and answers them all', () => {
    const change = { limits: 'off', consent: 'ask', grace: 500, familyRevocation: true, keapVolume: 'loud' };
    expect(call('PUT', '/settings', change).body).toEqual({ ...change, emfluenceVolume: 'quiet' });
    expect(sandbox.settings.get('keapVolume')).toBe('loud');
  });

  it('changes nothing when one of the settings is refused', () => {
    const { status } = call('PUT', '/settings', { limits: 'off', keapVolume: 'deafening' });
    expect([status, sandbox.settings.get('limits')]).toEqual([400, 'on']);
  });

  it('lists the guesses with provider, values, default, reason and the rows they change', () => {
    expect(call('GET', '/guesses').body).toEqual(
      ['keap', 'emfluence'].map((provider) => ({
        provider,
        name: `${provider}Volume`,
        values: ['quiet', 'loud'],
        default: 'quiet',
        reason: 'Nobody says.',
        changes: ['volume'],
      })),
    );
  });

  it('moves the clock and answers the new time', () => {
    const { body } = call('POST', '/clock', { advanceMs: 86_400_000 });
    const now = Date.parse((body as { now: string }).now);
    expect(Math.abs(now - Date.now() - 86_400_000)).toBeLessThan(1000);
    expect(Math.abs(sandbox.clock.now() - now)).toBeLessThan(1000);
  });

  it('sets, lists and removes faults', () => {
    const fault = { provider: 'keap', times: 2, status: 503 };
    expect(call('POST', '/faults', fault).body).toEqual({ ...fault, id: 1, remaining: 2 });
    sandbox.faults.take('keap', 'GET', '/');
    expect(call('GET', '/faults').body).toEqual([{ ...fault, id: 1, remaining: 1 }]);
    expect(call('DELETE', '/faults').body).toEqual({ removed: 1 });
    expect(sandbox.faults.take('keap', 'GET', '/')).toBeUndefined();
  });

  it("answers the provider's own records", () => {
    call('POST', '/seed', { provider: 'keap', contacts: 2 });
    expect(call('GET', '/state?provider=keap&resource=people').body).toMatchObject([{ number: 1 }, { number: 2 }]);
    expect(call('GET', '/state?provider=emfluence&resource=people&account=emfluence-1').body).toEqual([]);
  });

  it('clears records, faults, clock and switches, and accounts only when told', () => {
    call('POST', '/accounts', { provider: 'keap' });
    call('POST', '/seed', { provider: 'keap', contacts: 2 });
    call('POST', '/faults', { provider: 'keap', times: 1, status: 500 });
    call('POST', '/clock', { advanceMs: 1_000_000 });
    call('PUT', '/settings', { limits: 'off' });
    expect(call('POST', '/reset').status).toBe(200);
    expect(sandbox.simulator('keap').state('people', 'keap-1')).toEqual([]);
    expect(sandbox.faults.list()).toEqual([]);
    expect(sandbox.clock.now() - Date.now()).toBeLessThan(1000);
    expect(sandbox.settings.get('limits')).toBe('on');
    expect(sandbox.simulator('keap').accounts()).toHaveLength(2);
    call('POST', '/reset', { tokens: true });
    expect(sandbox.simulator('keap').accounts()).toHaveLength(1);
  });

  it.each<[field: string, method: string, target: string, body: unknown]>([
    ['body', 'POST', '/seed', '{"provider"'],
    ['body', 'POST', '/seed', [1]],
    ['provider', 'POST', '/seed', {}],
    ['provider', 'POST', '/seed', { provider: 'mailer' }],
    ['contacts', 'POST', '/seed', { provider: 'keap', contacts: 20_001 }],
    ['contacts', 'POST', '/seed', { provider: 'keap', contacts: '5' }],
    ['account', 'POST', '/seed', { provider: 'keap', account: 'nobody' }],
    ['people', 'POST', '/seed', { provider: 'keap', people: 5 }],
    ['tokens', 'POST', '/reset', { tokens: 1 }],
    ['permissions', 'POST', '/accounts', { provider: 'keap', permissions: [1] }],
    ['grace', 'PUT', '/settings', { grace: -1 }],
    ['settings', 'PUT', '/settings', { speed: 1 }],
    ['consent', 'PUT', '/settings', { consent: null }],
    ['advanceMs', 'POST', '/clock', {}],
    ['advanceMs', 'POST', '/clock', { advanceMs: 1e300 }],
    ['rawHex', 'POST', '/faults', { provider: 'keap', times: 1, rawHex: 'zz' }],
    ['since', 'GET', '/journal?since=x', ''],
    ['provider', 'GET', '/journal?provider=x', ''],
    ['provider', 'GET', '/state?resource=people', ''],
    ['resource', 'GET', '/state?provider=keap', ''],
    ['resource', 'GET', '/state?provider=keap&resource=cars', ''],
    ['account', 'GET', '/state?provider=keap&resource=people&account=x', ''],
  ])('answers 400 naming %s to %s %s %j', (field, method, target, body) => {
    const { status, body: answer } = call(method, target, body);
    expect([status, answer]).toEqual([400, { message: expect.stringMatching(new RegExp(`^${field}: `)) }]);
  });

  it('names the setting it does not know', () => {
    expect(call('PUT', '/settings', { speed: 1 }).body).toEqual({ message: expect.stringContaining('"speed"') });
  });

  it('answers 404 to an unknown call, also one with the name of an object member', () => {
    expect(call('GET', '/nowhere').status).toBe(404);
    expect(call('GET', '/constructor').status).toBe(404);
    expect(call('GET', '').status).toBe(404);
  });

  it('answers 405 with Allow to a wrong method', () => {
    expect(call('DELETE', '/settings')).toMatchObject({ status: 405, headers: { Allow: 'GET, PUT' } });
    expect(call('constructor', '/settings').status).toBe(405);
  });

  it('refuses guesses that share a name, which no switch could tell apart', () => {
    const factories = { keap: echoes.keap, emfluence: echoes.keap };
    expect(() => new Sandbox({ factories, warn: () => undefined })).toThrow('"keapVolume" of emfluence');
  });
});
