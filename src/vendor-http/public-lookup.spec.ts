import { describe, expect, it } from '@jest/globals';
import type { LookupAddress } from 'node:dns';
import { createPublicLookup, isPublicAddress } from './public-lookup.js';

describe('isPublicAddress', () => {
  it.each(['8.8.8.8', '100.63.255.255', '172.32.0.1', '2606:4700::1111', '64:ff9b::808:808', '64:ff9b::8.8.8.8'])(
    'takes %s',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
    },
  );

  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    'fe80::1',
    'fc00::1',
    'ff02::1',
    '64:ff9b::7f00:1',
    '64:ff9b::10.0.0.1',
    '64:ff9b::',
    '2001:0:7f00:1::',
    '2002:7f00:1::',
    '2001:db8::1',
    'nonsense',
  ])('refuses %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('createPublicLookup', () => {
  const look = (addresses: LookupAddress[], all: boolean) =>
    new Promise((resolve) => {
      createPublicLookup((_name, _options, callback) => callback(null, addresses))(
        'name',
        { all },
        (error, address, family) => resolve(error?.code ?? [address, family]),
      );
    });
  const open = { address: '8.8.8.8', family: 4 };
  const inside = { address: '10.0.0.1', family: 4 };

  it('answers exactly the addresses that were checked', async () => {
    expect(await look([open, open], true)).toEqual([[open, open], undefined]);
    expect(await look([open], false)).toEqual(['8.8.8.8', 4]);
  });

  it('refuses a name when any of its addresses lies inside', async () => {
    expect(await look([open, inside], true)).toBe('EGRESS_REFUSED');
    expect(await look([], true)).toBe('EGRESS_REFUSED');
  });

  it('passes the failure of the resolver on', async () => {
    const failing = createPublicLookup((_name, _options, callback) =>
      callback(Object.assign(new Error(), { code: 'ENOTFOUND' }), []),
    );
    const code = await new Promise((resolve) => failing('name', {}, (error) => resolve(error?.code)));
    expect(code).toBe('ENOTFOUND');
  });
});
