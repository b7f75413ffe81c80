import { describe, expect, it } from '@jest/globals';
import { compileTransformation } from '../../transformations/transformation.js';
import { addressFields, toAddress } from './contact-address.js';
import { contacts } from './contacts.js';

const slot = { field: 'BILLING' };
const before = {
  ...slot,
  line1: '1 Main St',
  country_code: 'USA',
  region_code: 'US-AZ',
  region: 'Arizona',
  country: 'United States of America',
};

describe('an address on its way to Keap', () => {
  it('names its region by code, with its country, and nothing that Keap computes', () => {
    expect(toAddress({ ...slot, country_code: 'USA', region: 'Arizona' }, { region: 'Arizona' })).toEqual({
      ...slot,
      country_code: 'USA',
      region_code: 'US-AZ',
    });
    expect(toAddress(before, {})).toEqual({ ...slot, line1: '1 Main St', country_code: 'USA', region_code: 'US-AZ' });
  });

  it('loses its region with null, and with a new country that does not have it', () => {
    expect(toAddress({ ...before, region: null }, { region: null })).not.toHaveProperty('region_code');
    expect(toAddress({ ...before, country_code: 'DEU' }, { country_code: 'DEU' })).toEqual({
      ...slot,
      line1: '1 Main St',
      country_code: 'DEU',
    });
  });

  it('is refused with a state that has no country, or that its country does not have', () => {
    expect(() => toAddress({ ...slot, region: 'Arizona' }, { region: 'Arizona' })).toThrow(
      '"address.state" only together with "address.country"',
    );
    expect(() => toAddress({ field: 'OTHER', country_code: 'DEU', region: 'Arizona' }, { region: 'Arizona' })).toThrow(
      '"otherAddress.state" is not a subdivision of DE',
    );
  });

  it('names its country by the code of three letters, and is refused with an unknown one', () => {
    const { toVendor } = compileTransformation({ ...contacts, fields: addressFields('BILLING') });
    const context = { customFields: [], customFieldNames: 'label' } as const;
    expect(['DE', 'deu', 'Germany'].map((country) => toVendor({ address: { country } }, context))).toEqual(
      Array.from({ length: 3 }, () => ({ addresses: [{ ...slot, country_code: 'DEU' }] })),
    );
    expect(() => toVendor({ address: { country: 'Atlantis' } }, context)).toThrow('address.country');
    expect(() => toVendor({ address: { city: 'x'.repeat(51) } }, context)).toThrow('address.city');
  });
});

describe('an address of Keap in the hub', () => {
  const { toHub } = compileTransformation({
    ...contacts,
    fields: [...addressFields('BILLING'), ...addressFields('OTHER')],
  });
  const shown = (...addresses: readonly object[]): unknown =>
    toHub({ addresses }, { customFields: [], customFieldNames: 'label' });

  it('shows codes where they are recognised, each slot in its own field', () => {
    expect(
      shown(before, { field: 'OTHER', locality: 'Dublin', country_code: 'IRL' }, { field: 'SHIPPING', line1: 'x' }),
    ).toEqual({
      address: { street1: '1 Main St', state: 'AZ', country: 'US' },
      otherAddress: { city: 'Dublin', country: 'IE' },
    });
  });

  it('shows names without a code as they are recognised, and else the provider’s text', () => {
    expect(shown({ ...slot, country: 'Germany', region: 'Bayern' })).toEqual({
      address: { state: 'BY', country: 'DE' },
    });
    expect(shown({ ...slot, country: 'Atlantis', region: 'Deep' })).toEqual({
      address: { state: 'Deep', country: 'Atlantis' },
    });
  });
});
