import { describe, expect, it } from '@jest/globals';
import { createPeople } from './people.js';
import type { Person } from './people.js';

const people = createPeople(1, 300);

describe('createPeople', () => {
  it('gives the same person for the same number, whichever call asks', () => {
    expect(createPeople(101, 50)).toEqual(people.slice(100, 150));
    expect(createPeople(1, 300)).toEqual(people);
  });

  it('numbers people on from where it is told', () => {
    expect(createPeople(7, 3).map(({ number }) => number)).toEqual([7, 8, 9]);
  });

  it('gives different people to neighbouring numbers', () => {
    const names = new Set(people.map(({ firstName, lastName }) => `${firstName} ${lastName}`));
    expect(names.size).toBeGreaterThan(100);
  });

  it('repeats an e-mail only for people marked as sharing it, and with that very person', () => {
    const many = createPeople(1, 20_000);
    const owners = new Map<string, number>();
    for (const { number, email, moreEmails = [], sharesEmailWith } of many) {
      for (const address of [...(email ? [email] : []), ...moreEmails]) {
        const key = address.toLowerCase();
        const owner = owners.get(key);
        if (owner !== sharesEmailWith) throw new Error(`${key} of ${number} is also that of ${owner}`);
        if (owner === undefined) owners.set(key, number);
      }
    }
    expect(owners.size).toBeGreaterThan(18_000);
  });

  it('has twins by name alone and twins by name and e-mail, who share the consent too', () => {
    const byNumber = new Map(people.map((person) => [person.number, person]));
    const twins = people.filter(({ sharesEmailWith }) => sharesEmailWith !== undefined);
    expect(twins.length).toBeGreaterThanOrEqual(12);
    for (const { firstName, lastName, email, consent, sharesEmailWith = 0 } of twins) {
      const model = byNumber.get(sharesEmailWith);
      expect({ firstName, lastName, email, consent }).toEqual({
        firstName: model?.firstName,
        lastName: model?.lastName,
        email: model?.email,
        consent: model?.consent,
      });
      expect(email).toBeDefined();
    }
    const [model, twin] = [byNumber.get(13), byNumber.get(18)];
    expect([twin?.firstName, twin?.lastName]).toEqual([model?.firstName, model?.lastName]);
    expect(twin?.email).not.toBe(model?.email);
  });

  it.each<[kind: string, atLeast: number, fits: (person: Person) => unknown]>([
    ['accents', 21, ({ firstName = '' }) => /[À-ž]/.test(firstName)],
    ['Chinese characters', 11, ({ lastName = '' }) => /\p{Script=Han}/u.test(lastName)],
    ['Cyrillic letters', 6, ({ firstName = '' }) => /\p{Script=Cyrillic}/u.test(firstName)],
    ['apostrophes in names', 6, ({ lastName = '' }) => lastName.includes("'")],
    ['hyphens in names', 6, ({ lastName = '' }) => lastName.includes('-')],
    ['surnames of several words', 6, ({ lastName = '' }) => / /.test(lastName)],
    ['names of 40 letters', 12, ({ firstName, lastName }) => firstName?.length === 40 && lastName?.length === 40],
    ['plus-addresses', 11, ({ email }) => email?.includes('+')],
    ['upper case before the @', 51, ({ email = '' }) => /[A-Z].*@/.test(email)],
    ['international domains in Unicode', 4, ({ email = '' }) => /@.*[^\x00-\x7f]/.test(email)],
    ['international domains in Punycode', 2, ({ email }) => email?.includes('@xn--')],
    ['phone numbers with an extension', 11, ({ phone = '' }) => /(?:x|ext\.?|poste) ?\d+$/.test(phone)],
    ['phone numbers without country', 6, ({ phone = '' }) => /^0/.test(phone)],
    ['phone numbers with country', 31, ({ mobile = '' }) => mobile.startsWith('+')],
    ['people with a phone but no e-mail', 12, ({ email, phone }) => email === undefined && phone],
    [
      'people known by their e-mail alone',
      12,
      (person) => Object.keys(person).sort().join() === 'consent,email,number',
    ],
    ['people without a first name', 6, ({ firstName, lastName }) => firstName === undefined && lastName],
    ['birthdays on a leap day', 12, ({ birthday }) => birthday?.endsWith('-02-29')],
    ['birthdays on other days', 51, ({ birthday }) => birthday && !birthday.endsWith('-02-29')],
    ['companies with a comma', 6, ({ company }) => company?.includes(',')],
    ['companies with quotes', 6, ({ company }) => company?.includes('"')],
    ['people with several addresses', 11, ({ moreEmails }) => moreEmails],
    ['addresses without a country', 11, ({ address }) => address && !address.country],
  ])('has %s among 300 people, at least %i times', (_kind, atLeast, fits) => {
    expect(people.filter((person) => Boolean(fits(person))).length).toBeGreaterThanOrEqual(atLeast);
  });

  it('has addresses of many countries, with a state wherever one is known', () => {
    const countries = new Set(people.flatMap(({ address }) => address?.country ?? []));
    expect([...countries].sort()).toEqual(['AU', 'BR', 'CA', 'DE', 'FR', 'GB', 'IN', 'JP', 'MX', 'PL', 'US']);
    for (const { address } of people) {
      if (address?.country === 'US') expect(address.state).toMatch(/^[A-Z]{2}$/);
      if (address?.state !== undefined) expect(address.country).toBeDefined();
    }
  });

  it('uses no domain that somebody could own', () => {
    for (const { email, moreEmails = [] } of people) {
      for (const address of [...(email ? [email] : []), ...moreEmails]) {
        expect(address).toMatch(/@(?:[^@]+\.)?(?:example(?:\.(?:com|org|net))?|test)$/i);
      }
    }
  });

  it('writes mobile numbers so that their country is certain', () => {
    for (const { mobile } of people) {
      const digits = mobile?.replace(/\D/g, '') ?? '';
      if (mobile !== undefined && !mobile.startsWith('+')) expect(digits).toMatch(/^[2-9]\d{9}$/);
    }
  });

  it('has every consent, and none for people without an e-mail', () => {
    expect(new Set(people.map(({ consent }) => consent)).size).toBe(5);
    for (const { email, consent } of people) if (email === undefined) expect(consent).toBe('none');
  });

  it('has only dates that exist', () => {
    for (const { birthday } of people) {
      if (birthday) expect(new Date(`${birthday}T00:00:00Z`).toISOString().slice(0, 10)).toBe(birthday);
    }
  });
});
