import { describe, expect, it } from '@jest/globals';
import { FaultTable, isExecuted, parseFault } from './faults.js';
import { mergePatch, spoil } from './faulty-reply.js';

const minimal = { provider: 'keap', times: 1 };

describe('parseFault', () => {
  it('takes every field of the table', () => {
    const fault = {
      provider: 'emfluence',
      times: 2,
      method: 'POST',
      path: '/v1/contacts',
      status: 503,
      headers: { 'Retry-After': '1' },
      body: { why: null },
      latencyMs: 10,
      bytesPerSecond: 5,
      cut: 'body',
      execute: true,
    };
    expect(parseFault(fault)).toEqual(fault);
    expect(parseFault({ ...minimal, bodyPatch: null })).toEqual({ ...minimal, bodyPatch: null });
    expect(parseFault({ ...minimal, rawHex: '00fF', latencyMs: 0 })).toEqual({
      ...minimal,
      rawHex: '00fF',
      latencyMs: 0,
    });
  });

  it('takes a method in any case', () => {
    expect(parseFault({ ...minimal, method: 'get' }).method).toBe('GET');
  });

  it.each<[field: string, input: Record<string, unknown>]>([
    ['provider', { times: 1 }],
    ['provider', { provider: 'mailer', times: 1 }],
    ['times', { provider: 'keap' }],
    ['times', { provider: 'keap', times: 0 }],
    ['times', { provider: 'keap', times: 1.5 }],
    ['method', { ...minimal, method: 1 }],
    ['path', { ...minimal, path: 'v1' }],
    ['status', { ...minimal, status: 100 }],
    ['status', { ...minimal, status: '503' }],
    ['headers', { ...minimal, headers: [] }],
    ['headers.X-A', { ...minimal, headers: { 'X-A': 1 } }],
    ['headers.X-A', { ...minimal, headers: { 'X-A': 'a\r\nb: c' } }],
    ['headers.a b', { ...minimal, headers: { 'a b': 'c' } }],
    ['bodyPatch', { ...minimal, body: {}, bodyPatch: {} }],
    ['bodyPatch', { ...minimal, status: 500, bodyPatch: {} }],
    ['bodyPatch', { ...minimal, cut: 'before', bodyPatch: {} }],
    ['rawHex', { ...minimal, rawHex: 'abc' }],
    ['rawHex', { ...minimal, rawHex: '' }],
    ['rawHex', { ...minimal, rawHex: '00', status: 500 }],
    ['rawHex', { ...minimal, rawHex: '00', cut: 'body' }],
    ['latencyMs', { ...minimal, latencyMs: -1 }],
    ['bytesPerSecond', { ...minimal, bytesPerSecond: 0 }],
    ['cut', { ...minimal, cut: 'after' }],
    ['execute', { ...minimal, execute: 'yes' }],
    ['execute', { ...minimal, cut: 'before', execute: true }],
    ['latency', { ...minimal, latency: 5 }],
  ])('refuses a bad %s and names it: %j', (field, input) => {
    expect(() => parseFault(input)).toThrow(new RegExp(`^${field}: `));
  });
});

describe('isExecuted', () => {
  it.each<[executed: boolean, input: Record<string, unknown>]>([
    [true, {}],
    [true, { latencyMs: 5 }],
    [true, { body: 'x' }],
    [true, { rawHex: '00' }],
    [true, { cut: 'headers' }],
    [true, { cut: 'body' }],
    [false, { cut: 'before' }],
    [false, { status: 500 }],
    [true, { status: 500, execute: true }],
    [false, { cut: 'headers', execute: false }],
  ])('is %p for %j', (executed, input) => {
    expect(isExecuted(parseFault({ ...minimal, ...input }))).toBe(executed);
  });
});

describe('FaultTable', () => {
  it('hits as many requests as told, and then none', () => {
    const table = new FaultTable();
    table.add(parseFault({ provider: 'keap', times: 2, status: 500 }));
    const hits = [1, 2, 3].map(() => table.take('keap', 'GET', '/token')?.status);
    expect(hits).toEqual([500, 500, undefined]);
  });

  it('lets requests of another provider, method or path pass without counting them', () => {
    const table = new FaultTable();
    table.add(parseFault({ provider: 'keap', times: 1, method: 'POST', path: '/crm/rest/v2/con', status: 500 }));
    expect(table.take('emfluence', 'POST', '/crm/rest/v2/contacts')).toBeUndefined();
    expect(table.take('keap', 'GET', '/crm/rest/v2/contacts')).toBeUndefined();
    expect(table.take('keap', 'POST', '/crm/rest/v1/contacts')).toBeUndefined();
    expect(table.take('keap', 'POST', '/crm/rest/v2/contacts')?.status).toBe(500);
  });

  it('uses up the fault that was set first before the next', () => {
    const table = new FaultTable();
    for (const status of [500, 502]) table.add(parseFault({ provider: 'keap', times: 1, status }));
    expect(table.list().map(({ id, status, remaining }) => [id, status, remaining])).toEqual([
      [1, 500, 1],
      [2, 502, 1],
    ]);
    expect(table.take('keap', 'GET', '/')?.status).toBe(500);
    expect(table.take('keap', 'GET', '/')?.status).toBe(502);
  });

  it('forgets all faults when cleared, and says how many', () => {
    const table = new FaultTable();
    table.add(parseFault({ provider: 'keap', times: 9, status: 500 }));
    expect(table.clear()).toBe(1);
    expect(table.take('keap', 'GET', '/')).toBeUndefined();
  });
});

describe('mergePatch', () => {
  // The examples of RFC 7396, appendix A.
  it.each<[target: unknown, patch: unknown, result: unknown]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('turns %j with %j into %j', (target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result);
  });
});

describe('spoil', () => {
  const real = {
    status: 201,
    headers: { 'Content-Type': 'application/json', ETag: 'x' },
    body: '{"id":7,"a":1}',
    delayMs: 5,
  };

  it('patches the real JSON body, a text one included, and keeps the rest', () => {
    const spoiled = spoil(real, parseFault({ ...minimal, bodyPatch: { id: null } }));
    expect(spoiled).toEqual({ ...real, body: '{"a":1}' });
    expect(spoil({ status: 200, body: { id: 7 } }, parseFault({ ...minimal, bodyPatch: { id: 8 } })).body).toBe(
      '{"id":8}',
    );
  });

  it('leaves a body that is not JSON as it is', () => {
    expect(spoil({ ...real, body: '<html>' }, parseFault({ ...minimal, bodyPatch: {} })).body).toBe('<html>');
  });

  it('replaces status, body and headers, whatever case their names have, and adds the latency', () => {
    const fault = parseFault({
      ...minimal,
      status: 500,
      execute: true,
      body: 'x',
      headers: { etag: 'y' },
      latencyMs: 10,
    });
    expect(spoil(real, fault)).toEqual({
      status: 500,
      headers: { 'Content-Type': 'application/json', etag: 'y' },
      body: 'x',
      delayMs: 15,
    });
  });

  it('answers the status with an empty body when the provider was not asked', () => {
    expect(spoil(undefined, parseFault({ ...minimal, status: 503 }))).toEqual({ status: 503, headers: {}, delayMs: 0 });
  });

  it('sends a body that is neither text nor object as JSON', () => {
    expect(spoil(real, parseFault({ ...minimal, body: null })).body).toBe('null');
    expect(spoil(real, parseFault({ ...minimal, body: [1] })).body).toEqual([1]);
  });
});
