import { describe, expect, it } from '@jest/globals';
import { toContactBody } from './contact-slots.js';

const current = {
  given_name: 'Ada',
  email_addresses: [
    { field: 'EMAIL2', email: 'second@b.c', opt_in_reason: null, email_opt_status: 'NON_MARKETABLE' },
    { field: 'EMAIL1', email: 'a@b.c', opt_in_reason: 'asked', is_opt_in: true },
  ],
  phone_numbers: [
    { field: 'PHONE1', number: '1', type: 'Work', extension: '9', number_e164: '+1' },
    { field: 'PHONE3', number: '3', type: 'Mobile' },
  ],
  custom_fields: [
    { id: '6', content: 'Blue' },
    { id: '10', content: true },
  ],
};

const phones = (draft: Readonly<Record<string, unknown>>, from: Readonly<Record<string, unknown>> = current): unknown =>
  toContactBody(draft, from)['phone_numbers'];

describe('the collections of a Keap contact', () => {
  it('keep the slots that a change does not name, in what may be sent', () => {
    expect(toContactBody({ email_addresses: [{ field: 'EMAIL1', email: 'new@b.c' }] }, current)).toEqual({
      email_addresses: [
        { field: 'EMAIL1', email: 'new@b.c' },
        { field: 'EMAIL2', email: 'second@b.c' },
      ],
    });
    expect(phones({ phone_numbers: [{ field: 'PHONE2', number: '2' }] })).toEqual([
      { field: 'PHONE1', number: '1', type: 'Work', extension: '9' },
      { field: 'PHONE2', number: '2' },
      { field: 'PHONE3', number: '3', type: 'Mobile' },
    ]);
  });

  it('never send a reason of consent again, only a new one', () => {
    expect(toContactBody({ email_addresses: [{ field: 'EMAIL2', email: null }] }, current)).toEqual({
      email_addresses: [{ field: 'EMAIL1', email: 'a@b.c' }],
    });
    expect(toContactBody({ email_addresses: [{ field: 'EMAIL1', opt_in_reason: 'form' }] }, current)).toMatchObject({
      email_addresses: [{ field: 'EMAIL1', email: 'a@b.c', opt_in_reason: 'form' }, {}],
    });
  });

  it('lose a slot that is cleared, and a custom field whose value is', () => {
    expect(phones({ phone_numbers: [{ field: 'PHONE1', number: null }] })).toEqual([
      { field: 'PHONE3', number: '3', type: 'Mobile' },
    ]);
    expect(
      toContactBody(
        {
          custom_fields: [
            { id: '6', content: null },
            { id: '7', content: 1 },
          ],
        },
        current,
      ),
    ).toEqual({
      custom_fields: [
        { id: '7', content: 1 },
        { id: '10', content: true },
      ],
    });
  });

  it('are left alone when a change does not touch them', () => {
    expect(toContactBody({ given_name: 'Augusta', company_name: 'Ten', tag_ids: ['1'] }, current)).toEqual({
      given_name: 'Augusta',
    });
  });
});

describe('the mobile number', () => {
  it('takes the place of the first number of that type', () => {
    expect(phones({ mobile: '33' })).toContainEqual({ field: 'PHONE3', number: '33', type: 'Mobile' });
  });

  it('takes the next free slot after the main one, and the main one last', () => {
    const taken = (...slots: readonly number[]): Readonly<Record<string, unknown>> => ({
      phone_numbers: slots.map((slot) => ({ field: `PHONE${slot}`, number: String(slot), type: 'Work' })),
    });
    expect(phones({ mobile: '9' }, {})).toEqual([{ field: 'PHONE2', number: '9', type: 'Mobile' }]);
    expect(phones({ mobile: '9' }, taken(1, 2))).toContainEqual({ field: 'PHONE3', number: '9', type: 'Mobile' });
    expect(phones({ mobile: '9' }, taken(2, 3, 4, 5))).toContainEqual({ field: 'PHONE1', number: '9', type: 'Mobile' });
    expect(() => phones({ mobile: '9' }, taken(1, 2, 3, 4, 5))).toThrow('five');
  });

  it('leaves alone, and does not overwrite, a number that is set in the same call', () => {
    expect(phones({ mobile: null })).toEqual([{ field: 'PHONE1', number: '1', type: 'Work', extension: '9' }]);
    expect(phones({ mobile: '9', phone_numbers: [{ field: 'PHONE2', number: '2' }] }, {})).toEqual([
      { field: 'PHONE2', number: '2' },
      { field: 'PHONE3', number: '9', type: 'Mobile' },
    ]);
  });
});
