import {
  colours,
  companies,
  cultures,
  internationalDomains,
  longestFamily,
  longestGiven,
  mailDomains,
  notes,
  titles,
} from './people-names.js';
import type { Name } from './people-names.js';
import { placeOf, spellPhone } from './people-places.js';
import { SeededRandom } from './seeded-random.js';

/** One seeded person, in neither provider's words. Absent means that the address book is silent about it. */
export interface Person {
  /** Counts from 1; the same number is always the same person. */
  readonly number: number;
  readonly email?: string;
  readonly moreEmails?: readonly string[];
  readonly firstName?: string;
  readonly middleName?: string;
  readonly lastName?: string;
  readonly title?: string;
  readonly company?: string;
  readonly phone?: string;
  readonly mobile?: string;
  readonly fax?: string;
  readonly address?: {
    readonly street1?: string;
    readonly street2?: string;
    readonly city?: string;
    /** ISO 3166-2 subdivision without the country, e.g. `AZ`, where the person has one. */
    readonly state?: string;
    readonly postalCode?: string;
    /** ISO 3166-1 alpha-2. */
    readonly country?: string;
  };
  /** `YYYY-MM-DD`. */
  readonly birthday?: string;
  readonly website?: string;
  readonly note?: string;
  /** A value for the account's first text custom field. */
  readonly favouriteColour?: string;
  readonly consent: 'subscribed' | 'unconfirmed' | 'none' | 'unsubscribed' | 'bounced';
  /**
   * The number of the earlier person whose `email` this one has too. A provider that keeps addresses unique
   * gives this person another address.
   */
  readonly sharesEmailWith?: number;
}

type Draft = { -readonly [Key in keyof Person]: Person[Key] };

/** Every so many numbers one person is of a special kind, so that even a small seed holds each kind. */
const cycle = 25;
const kinds = { longNames: 4, phoneOnly: 7, leapDay: 9, international: 11, emailOnly: 14, nameTwin: 18, emailTwin: 24 };

/** How far before a twin its model stands in the numbering; both models have names and an e-mail. */
const twinDistance = { name: 5, email: 3 };
const fullyNamed = [kinds.longNames, kinds.nameTwin - twinDistance.name, kinds.emailTwin - twinDistance.email];

/** `count` people beginning with number `from` (which counts from 1). */
export function createPeople(from: number, count: number): Person[] {
  return Array.from({ length: count }, (_, index) => createPerson(from + index));
}

function createPerson(number: number): Person {
  const kind = number % cycle;
  const random = new SeededRandom(number);
  const person = createMember(number, kind, random);
  if (kind === kinds.nameTwin) takeNames(person, createPerson(number - twinDistance.name));
  if (kind === kinds.emailTwin) becomeEmailTwin(person, createPerson(number - twinDistance.email));
  return person;
}

function createMember(number: number, kind: number, random: SeededRandom): Draft {
  const culture = random.pick(cultures);
  const given = kind === kinds.longNames ? longestGiven : random.pick(culture.given);
  const family = kind === kinds.longNames ? longestFamily : random.pick(culture.family);
  const email = createEmail(number, given, family, kind === kinds.international, random);
  if (kind === kinds.emailOnly) return { number, email, consent: createConsent(random) };
  const isFullyNamed = fullyNamed.includes(kind);
  const country = random.pick(culture.countries);
  const person: Draft = { number, firstName: given[0], lastName: family[0], consent: 'none' };
  if (!isFullyNamed) dropOneName(person, random);
  addProfession(person, random);
  addAddress(person, country, random);
  addPhones(person, country, kind === kinds.phoneOnly, random);
  addPersonal(person, kind === kinds.leapDay, random);
  if (kind !== kinds.phoneOnly) addEmails(person, email, random);
  return person;
}

/** The person's number is the only run of digits before the @ (or its tag), which keeps addresses apart. */
function createEmail(number: number, given: Name, family: Name, international: boolean, random: SeededRandom): string {
  const local = random.pick([
    `${given[1]}.${family[1]}${number}`,
    `${given[1].slice(0, 1)}${family[1]}.${number}`,
    `${family[1]}_${given[1]}_${number}`,
    `${given[1]}${number}`,
  ]);
  const spelled = random.pick([local, local, local, local.toUpperCase(), toTitleCase(local)]);
  const tagged = random.chance(0.12) ? `${spelled}+${random.pick(['news', 'Promo', 'a.b', 'shop'])}` : spelled;
  return `${tagged}@${random.pick(international ? internationalDomains : mailDomains)}`;
}

function toTitleCase(text: string): string {
  return text.replace(/(^|[._-])([a-z])/g, (match) => match.toUpperCase());
}

function createConsent(random: SeededRandom): Person['consent'] {
  const dice = random.next();
  if (dice < 0.55) return 'subscribed';
  if (dice < 0.7) return 'unconfirmed';
  if (dice < 0.82) return 'none';
  return dice < 0.94 ? 'unsubscribed' : 'bounced';
}

function addEmails(person: Draft, email: string, random: SeededRandom): void {
  person.email = email;
  person.consent = createConsent(random);
  const more = [`home-${person.number}@example.org`, `Old.${person.number}@former-employer.test`];
  if (random.chance(0.1)) person.moreEmails = more.slice(0, random.between(1, 2));
}

/** Address books have people of whom only one name is known. */
function dropOneName(person: Draft, random: SeededRandom): void {
  const dropped = random.chance(0.06) ? 'firstName' : random.chance(0.06) ? 'lastName' : undefined;
  if (dropped) delete person[dropped];
}

function addProfession(person: Draft, random: SeededRandom): void {
  if (random.chance(0.15)) person.middleName = random.pick(['Q.', 'Anne', 'Łucja', "D'Arcy", 'Maria Theresia']);
  if (random.chance(0.35)) person.title = random.pick(titles);
  if (random.chance(0.55)) person.company = random.pick(companies);
  if (random.chance(0.2)) person.website = `https://www.example.com/~${person.number}?lang=en&x=1`;
}

function addAddress(person: Draft, country: string, random: SeededRandom): void {
  if (random.chance(0.25)) return;
  const place = placeOf(country);
  const { city, state, postalCode } = random.pick(place.cities);
  // Half-known addresses name no state: a state without its country would be ambiguous.
  if (random.chance(0.15)) {
    person.address = { city };
    return;
  }
  const street = random.chance(0.9) ? { street1: random.pick(place.streets) } : {};
  const second = random.chance(0.25) ? { street2: random.pick(place.secondLines) } : {};
  person.address = { ...street, ...second, city, ...(state ? { state } : {}), postalCode, country };
}

function addPhones(person: Draft, country: string, always: boolean, random: SeededRandom): void {
  const place = placeOf(country);
  if (always || random.chance(0.6)) person.phone = spellPhone(random.pick(place.landlines), random);
  if (random.chance(0.45)) person.mobile = spellPhone(random.pick(place.mobiles), random);
  if (random.chance(0.08)) person.fax = spellPhone(random.pick(place.landlines), random);
}

function addPersonal(person: Draft, onLeapDay: boolean, random: SeededRandom): void {
  if (onLeapDay) person.birthday = `${1940 + 4 * random.between(0, 15)}-02-29`;
  else if (random.chance(0.4)) person.birthday = createDate(random);
  if (random.chance(0.3)) person.favouriteColour = random.pick(colours);
  if (random.chance(0.15)) person.note = random.pick(notes);
}

function createDate(random: SeededRandom): string {
  const [month, day] = [random.between(1, 12), random.between(1, 28)];
  return `${random.between(1931, 2006)}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function takeNames(person: Draft, model: Person): void {
  if (model.firstName !== undefined) person.firstName = model.firstName;
  if (model.lastName !== undefined) person.lastName = model.lastName;
}

/** A consent belongs to the address, so that people who share one share its consent. */
function becomeEmailTwin(person: Draft, model: Person): void {
  takeNames(person, model);
  delete person.moreEmails;
  if (model.email === undefined) return;
  person.email = model.email;
  person.consent = model.consent;
  person.sharesEmailWith = model.number;
}
