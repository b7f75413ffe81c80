import type { SeededRandom } from './seeded-random.js';

interface City {
  readonly city: string;
  /** ISO 3166-2 subdivision without the country. */
  readonly state?: string;
  readonly postalCode: string;
}

export interface Place {
  readonly cities: readonly [City, ...City[]];
  readonly streets: readonly [string, ...string[]];
  readonly secondLines: readonly [string, ...string[]];
  /** Spellings of a landline number; each `#` becomes a digit. */
  readonly landlines: readonly [string, ...string[]];
  /** Spellings of a mobile number that say their country, or have the ten digits of a US number. */
  readonly mobiles: readonly [string, ...string[]];
}

const us: Place = {
  cities: [
    { city: 'Phoenix', state: 'AZ', postalCode: '85001' },
    { city: 'Boston', state: 'MA', postalCode: '02108-1518' },
    { city: "Coeur d'Alene", state: 'ID', postalCode: '83814' },
    { city: 'St. Louis', state: 'MO', postalCode: '63101' },
    { city: 'Kansas City', state: 'KS', postalCode: '66101' },
  ],
  streets: ['1 Main St', '1600 N 7th Ave, Bldg "C"', 'PO Box 104', '42½ Elm Street'],
  secondLines: ['Apt. 4B', 'Suite #1200', 'c/o Smith'],
  landlines: ['(602) 555-01##', '617-555-01## x12', '1.208.555.01##', '+1 314 555 01## ext. 4', '91355501##'],
  mobiles: ['(602) 555-01##', '+1 617-555-01##', '20855501##', '314.555.01##'],
};

const canada: Place = {
  cities: [
    { city: 'Toronto', state: 'ON', postalCode: 'M5V 2T6' },
    { city: 'Montréal', state: 'QC', postalCode: 'H2Y1C6' },
  ],
  streets: ['301 Front St W', '275, rue Notre-Dame Est'],
  secondLines: ['Unit 7', 'bureau 200'],
  landlines: ['+1 (416) 555-01##', '514 555-01##, poste 3'],
  mobiles: ['+1 416 555 01##', '514-555-01##'],
};

const germany: Place = {
  cities: [
    { city: 'München', state: 'BY', postalCode: '80331' },
    { city: 'Köln', state: 'NW', postalCode: '50667' },
    { city: 'Berlin', state: 'BE', postalCode: '10115' },
  ],
  streets: ['Straße des 17. Juni 135', 'Königsallee 1a', 'Marktplatz 3-5'],
  secondLines: ['Hinterhaus, 2. OG', 'z. Hd. Frau Groß'],
  landlines: ['+49 (0)89 23125 ###', '0221/47110##', '030-23125###'],
  mobiles: ['+49 151 2345 ####', '+49-171-920-####'],
};

const japan: Place = {
  cities: [
    { city: '千代田区', state: '13', postalCode: '100-0001' },
    { city: '大阪市', state: '27', postalCode: '5300001' },
  ],
  streets: ['千代田1丁目1-1', '梅田3-1-3'],
  secondLines: ['サンプルビル 5F'],
  landlines: ['03-3210-####', '+81 6 6345 ####', '(03)3210-####'],
  mobiles: ['+81 90-1234-####', '+81 80 5678 ####'],
};

const brazil: Place = {
  cities: [
    { city: 'São Paulo', state: 'SP', postalCode: '01310-100' },
    { city: 'Florianópolis', state: 'SC', postalCode: '88010-400' },
  ],
  streets: ['Av. Paulista, 1578', 'Rua Conceição nº 12'],
  secondLines: ['apto. 31, bloco B', 'Bela Vista'],
  landlines: ['(11) 3251-####', '+55 48 3224-####'],
  mobiles: ['+55 (11) 9 8765-####', '+55 48 99123-####'],
};

const india: Place = {
  cities: [
    { city: 'Mumbai', state: 'MH', postalCode: '400001' },
    { city: 'Bengaluru', state: 'KA', postalCode: '560 001' },
  ],
  streets: ['12/3, M.G. Road', 'Flat 5, Shanti Niwas, Near Post Office'],
  secondLines: ['Opp. City Mall', '2nd Floor'],
  landlines: ['022-2262 ####', '+91 80 2286 ####'],
  mobiles: ['+91 98200 1####', '+91-99001-2####'],
};

const britain: Place = {
  cities: [
    { city: 'London', state: 'LND', postalCode: 'SW1A 1AA' },
    { city: "King's Lynn", postalCode: 'PE30 1HJ' },
  ],
  streets: ['221B Baker Street', 'The Old Mill, High St.'],
  secondLines: ['Flat 2'],
  landlines: ['020 7946 0###', '+44 (0)20 7946 0### ext 9'],
  mobiles: ['+44 7700 900###'],
};

const others: Record<string, Place> = {
  FR: {
    cities: [{ city: 'Saint-Étienne', postalCode: '42000' }],
    streets: ['8 bis, rue de l’Évêché'],
    secondLines: ['Bâtiment B'],
    landlines: ['01 99 00 ## ##', '+33 1 99 00 ## ##'],
    mobiles: ['+33 6 39 98 ## ##'],
  },
  PL: {
    cities: [{ city: 'Łódź', postalCode: '90-001' }],
    streets: ['ul. Piotrkowska 104/12'],
    secondLines: ['m. 8'],
    landlines: ['42 638 ## ##'],
    mobiles: ['+48 601 234 ###'],
  },
  MX: {
    cities: [{ city: 'Mérida', state: 'YUC', postalCode: '97000' }],
    streets: ['Calle 60 No. 491 x 57 y 59'],
    secondLines: ['Int. 3'],
    landlines: ['(999) 924 ####', '+52 999 924 ####'],
    mobiles: ['+52 999 123 ####'],
  },
  AU: {
    cities: [{ city: 'Melbourne', state: 'VIC', postalCode: '3000' }],
    streets: ['Level 3, 120 Collins St'],
    secondLines: ['Locked Bag 20'],
    landlines: ['(03) 5550 ####', '1300 975 7##'],
    mobiles: ['+61 491 570 ###'],
  },
};

const places = new Map<string, Place>(
  Object.entries({ ...others, CA: canada, DE: germany, JP: japan, BR: brazil, IN: india, GB: britain }),
);

/** The place behind an ISO country code; the United States where the code has none of its own. */
export function placeOf(country: string): Place {
  return places.get(country) ?? us;
}

export function spellPhone(spelling: string, random: SeededRandom): string {
  return spelling.replace(/#/g, () => random.digits(1));
}
