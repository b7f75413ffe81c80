/** A name as it is written, and in letters that may stand before the @ of an address. */
export type Name = readonly [written: string, latin: string];

export interface Culture {
  readonly given: readonly [Name, ...Name[]];
  readonly family: readonly [Name, ...Name[]];
  /** Keys of `places` where these people mostly live. */
  readonly countries: readonly [string, ...string[]];
}

const english: Culture = {
  given: [
    ['Mary', 'mary'],
    ['James', 'james'],
    ['Siobhán', 'siobhan'],
    ['Mary-Jane', 'mary-jane'],
    ['DeShawn', 'deshawn'],
    ['Chloë', 'chloe'],
    ['J.R.', 'jr'],
    ['Al', 'al'],
  ],
  family: [
    ["O'Brien", "o'brien"],
    ['O’Neill', 'oneill'],
    ['Smith', 'smith'],
    ['Smith-Jones', 'smith-jones'],
    ['McDonald', 'mcdonald'],
    ['St. John', 'stjohn'],
    ['Ng', 'ng'],
    ['Null', 'null'],
  ],
  countries: ['US', 'US', 'CA', 'GB', 'AU'],
};

const german: Culture = {
  given: [
    ['Jürgen', 'juergen'],
    ['Käthe', 'kaethe'],
    ['Hans-Peter', 'hans-peter'],
    ['Sören', 'soeren'],
    ['Anna', 'anna'],
  ],
  family: [
    ['Müller', 'mueller'],
    ['Großmann', 'grossmann'],
    ['von der Weiden', 'vonderweiden'],
    ['Müller-Lüdenscheidt', 'mueller-luedenscheidt'],
    ['Jäger', 'jaeger'],
  ],
  countries: ['DE'],
};

const romance: Culture = {
  given: [
    ['José', 'jose'],
    ['Zoë', 'zoe'],
    ['François', 'francois'],
    ['João', 'joao'],
    ['María del Carmen', 'mariadelcarmen'],
    ['Conceição', 'conceicao'],
  ],
  family: [
    ['García Márquez', 'garcia.marquez'],
    ['Núñez', 'nunez'],
    ["D'Angelo", "d'angelo"],
    ['da Silva e Souza', 'silva-souza'],
    ['Lefèvre', 'lefevre'],
    ['Gonçalves', 'goncalves'],
  ],
  countries: ['BR', 'BR', 'MX', 'FR'],
};

const slavic: Culture = {
  given: [
    ['Łukasz', 'lukasz'],
    ['Ольга', 'olga'],
    ['Сергей', 'sergey'],
    ['Żaneta', 'zaneta'],
    ['Đorđe', 'djordje'],
  ],
  family: [
    ['Wójcik', 'wojcik'],
    ['Иванова', 'ivanova'],
    ['Щербаков', 'shcherbakov'],
    ['Dvořáková', 'dvorakova'],
    ['Skłodowska-Curie', 'sklodowska-curie'],
  ],
  countries: ['PL', 'DE', 'CA'],
};

const eastAsian: Culture = {
  given: [
    ['太郎', 'taro'],
    ['花子', 'hanako'],
    ['小明', 'xiaoming'],
    ['지수', 'jisoo'],
    ['さくら', 'sakura'],
  ],
  family: [
    ['山田', 'yamada'],
    ['佐藤', 'sato'],
    ['王', 'wang'],
    ['김', 'kim'],
    ['髙橋', 'takahashi'],
  ],
  countries: ['JP', 'JP', 'US'],
};

const indian: Culture = {
  given: [
    ['Aarav', 'aarav'],
    ['Priya', 'priya'],
    ['Venkatanarasimharajuvaripeta', 'venkat'],
    ['अनिता', 'anita'],
  ],
  family: [
    ['Iyer', 'iyer'],
    ['शर्मा', 'sharma'],
    ['Chattopadhyay', 'chattopadhyay'],
    ['Singh', 'singh'],
  ],
  countries: ['IN', 'IN', 'GB'],
};

export const cultures: readonly [Culture, ...Culture[]] = [
  english,
  english,
  english,
  german,
  romance,
  slavic,
  eastAsian,
  indian,
];

/** Exactly 40 letters each, the longest name that both providers hold. */
export const longestGiven: Name = ['Maximiliana-Konstantina Theodora-Elenora', 'maximiliana'];
export const longestFamily: Name = ['Wolfeschlegelsteinhausenbergerdorff-Vogt', 'wolfeschlegel'];

export const companies: readonly [string, ...string[]] = [
  'Acme, Inc.',
  'Smith, Jones & Sons',
  'The "Best" Bakery, LLC',
  "O'Leary's Pub",
  'Müller GmbH & Co. KG',
  '株式会社サンプル',
  'ООО «Ромашка»',
  'Café São João Ltda.',
  'A/B Testing <Lab>',
  'Example 100% Organic; Fresh',
  'C:\\Code Works',
];

export const titles: readonly [string, ...string[]] = [
  'Owner',
  'VP, Sales & Marketing',
  'Geschäftsführerin',
  'Head of "People"',
  '部長',
  'Ingénieur R&D',
  'Chief Executive Officer',
];

export const colours: readonly [string, ...string[]] = ['red', 'Blue', 'grün', 'off-white', 'azul céu', '青'];

export const notes: readonly [string, ...string[]] = [
  'Met at the trade fair; call back in spring.',
  'Prefers e-mail.\nDo not call before 10:00.',
  'Said: "send me a quote", then went quiet…',
  'VIP 🎉 (see contract <2024>)',
  '=SUM(A1:A2) came with the spreadsheet',
];

/** Domains nobody can own (RFC 2606 and RFC 6761), the international ones in both their spellings. */
export const mailDomains: readonly [string, ...string[]] = [
  'example.com',
  'example.com',
  'example.com',
  'example.org',
  'example.net',
  'mail.example.com',
  'acme.example',
  'customers.test',
  'Example.COM',
];

export const internationalDomains: readonly [string, ...string[]] = [
  '例え.test',
  'bücher.example',
  'почта.test',
  'xn--r8jz45g.test',
  'xn--bcher-kva.example',
];
