import { iso31661, iso31662 } from 'iso-3166';

/** A country under its two ISO 3166-1 codes. */
export interface Country {
  readonly alpha2: string;
  readonly alpha3: string;
}

const englishNames = new Intl.DisplayNames(['en'], { type: 'region' });

const countries: ReadonlyMap<string, Country> = new Map(
  iso31661.flatMap((entry) => {
    const country: Country = { alpha2: entry.alpha2, alpha3: entry.alpha3 };
    const names = [entry.alpha2, entry.alpha3, entry.name, englishNames.of(entry.alpha2) ?? entry.name];
    return names.map((name): [string, Country] => [fold(name), country]);
  }),
);

const subdivisions: ReadonlyMap<string, string> = new Map(
  iso31662.flatMap(({ code, name }) => {
    const country = code.slice(0, 2);
    const short = code.slice(3);
    return [name, short, code].map((spelling): [string, string] => [`${country}|${fold(spelling)}`, short]);
  }),
);

/** Recognises an ISO alpha-2 or alpha-3 code or an English country name, in any case. */
export function findCountry(text: string): Country | undefined {
  return countries.get(fold(text));
}

/** The subdivision code without its country (`AZ`) for a code (`AZ`, `US-AZ`) or a name (`Arizona`) in that country. */
export function findSubdivision(alpha2: string, text: string): string | undefined {
  return subdivisions.get(`${alpha2}|${fold(text)}`);
}

/** Answers the alpha-2 code where the text is recognised as a country, else the text. */
export function toCountryCode(text: string): string {
  return findCountry(text)?.alpha2 ?? text;
}

/** Answers the subdivision code where it is recognised in a recognised country, else the text. */
export function toSubdivisionCode(country: string | undefined, text: string): string {
  const alpha2 = country === undefined ? undefined : findCountry(country)?.alpha2;
  return (alpha2 && findSubdivision(alpha2, text)) ?? text;
}

function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
}
