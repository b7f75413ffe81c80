import { describe, expect, it } from '@jest/globals';
import { toCompanyBody } from './account-body.js';

const current = {
  phone_number: { number: '1', extension: '7', type: 'Work', field: 'PHONE1', number_e164: '+1' },
  email_address: { email: 'a@example.com', field: 'EMAIL1', opt_in_reason: 'web form', email_opt_status: 'MANUAL' },
  address: {
    line1: '1 Main St',
    locality: 'Tempe',
    region: 'Arizona',
    region_code: 'US-AZ',
    country: 'United States',
    country_code: 'USA',
    field: 'BILLING',
  },
  custom_fields: [
    { id: '6', content: 'Tools' },
    { id: '7', content: 1 },
  ],
};

describe('the body of a company', () => {
  it('keeps what a part has beside its change, and sends nothing that was only read', () => {
    expect(toCompanyBody({ phone_number: { number: '2' } }, current)).toEqual({
      phone_number: { number: '2', extension: '7', type: 'Work', field: 'PHONE1' },
    });
    expect(toCompanyBody({ email_address: { email: 'b@example.com' } }, current)).toEqual({
      email_address: { email: 'b@example.com', field: 'EMAIL1' },
    });
  });

  it('keeps the region of an address as long as its country stays', () => {
    expect(toCompanyBody({ address: { locality: 'Mesa' } }, current)).toEqual({
      address: { line1: '1 Main St', locality: 'Mesa', region_code: 'US-AZ', country_code: 'USA', field: 'BILLING' },
    });
    expect(toCompanyBody({ address: { country_code: 'DEU' } }, current)).toEqual({
      address: { line1: '1 Main St', locality: 'Tempe', country_code: 'DEU', field: 'BILLING' },
    });
  });

  it('clears a part that loses its value, and an address that loses all', () => {
    expect(toCompanyBody({ phone_number: { number: null }, website: null }, current)).toEqual({
      phone_number: null,
      website: null,
    });
    expect(
      toCompanyBody({ address: { line1: null, locality: null, region: null, country_code: null } }, current),
    ).toEqual({ address: null });
  });

  it('merges custom fields by their id', () => {
    expect(
      toCompanyBody(
        {
          custom_fields: [
            { id: '6', content: null },
            { id: '8', content: 'x' },
          ],
        },
        current,
      ),
    ).toEqual({
      custom_fields: [
        { id: '7', content: 1 },
        { id: '8', content: 'x' },
      ],
    });
  });

  it('refuses a state without a country', () => {
    expect(() => toCompanyBody({ address: { region: 'AZ' } })).toThrow(/country/);
  });
});
