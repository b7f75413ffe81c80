/** ISO 3166-2 subdivisions of the countries that the sandbox knows provinces of, as `AZ:Arizona`. */
const REGIONS: Readonly<Record<string, string>> = {
  US:
    'AK:Alaska|AL:Alabama|AR:Arkansas|AS:American Samoa|AZ:Arizona|CA:California|CO:Colorado|CT:Connecticut|' +
    'DC:District of Columbia|DE:Delaware|FL:Florida|GA:Georgia|GU:Guam|HI:Hawaii|IA:Iowa|ID:Idaho|IL:Illinois|' +
    'IN:Indiana|KS:Kansas|KY:Kentucky|LA:Louisiana|MA:Massachusetts|MD:Maryland|ME:Maine|MI:Michigan|' +
    'MN:Minnesota|MO:Missouri|MP:Northern Mariana Islands|MS:Mississippi|MT:Montana|NC:North Carolina|' +
    'ND:North Dakota|NE:Nebraska|NH:New Hampshire|NJ:New Jersey|NM:New Mexico|NV:Nevada|NY:New York|OH:Ohio|' +
    'OK:Oklahoma|OR:Oregon|PA:Pennsylvania|PR:Puerto Rico|RI:Rhode Island|SC:South Carolina|SD:South Dakota|' +
    'TN:Tennessee|TX:Texas|UM:United States Minor Outlying Islands|UT:Utah|VA:Virginia|' +
    'VI:Virgin Islands, U.S.|VT:Vermont|WA:Washington|WI:Wisconsin|WV:West Virginia|WY:Wyoming',
  CA:
    'AB:Alberta|BC:British Columbia|MB:Manitoba|NB:New Brunswick|NL:Newfoundland and Labrador|NS:Nova Scotia|' +
    'NT:Northwest Territories|NU:Nunavut|ON:Ontario|PE:Prince Edward Island|QC:Quebec|SK:Saskatchewan|' +
    'YT:Yukon',
  AU:
    'ACT:Australian Capital Territory|NSW:New South Wales|NT:Northern Territory|QLD:Queensland|' +
    'SA:South Australia|TAS:Tasmania|VIC:Victoria|WA:Western Australia',
  BR:
    'AC:Acre|AL:Alagoas|AM:Amazonas|AP:Amapá|BA:Bahia|CE:Ceará|DF:Distrito Federal|ES:Espírito Santo|GO:Goiás|' +
    'MA:Maranhão|MG:Minas Gerais|MS:Mato Grosso do Sul|MT:Mato Grosso|PA:Pará|PB:Paraíba|PE:Pernambuco|' +
    'PI:Piauí|PR:Paraná|RJ:Rio de Janeiro|RN:Rio Grande do Norte|RO:Rondônia|RR:Roraima|RS:Rio Grande do Sul|' +
    'SC:Santa Catarina|SE:Sergipe|SP:São Paulo|TO:Tocantins',
  IN:
    'AN:Andaman and Nicobar Islands|AP:Andhra Pradesh|AR:Arunāchal Pradesh|AS:Assam|BR:Bihār|CH:Chandīgarh|' +
    'CT:Chhattīsgarh|DH:Dādra and Nagar Haveli and Damān and Diu|DL:Delhi|GA:Goa|GJ:Gujarāt|' +
    'HP:Himāchal Pradesh|HR:Haryāna|JH:Jhārkhand|JK:Jammu and Kashmīr|KA:Karnātaka|KL:Kerala|LA:Ladākh|' +
    'LD:Lakshadweep|MH:Mahārāshtra|ML:Meghālaya|MN:Manipur|MP:Madhya Pradesh|MZ:Mizoram|NL:Nāgāland|OR:Odisha|' +
    'PB:Punjab|PY:Puducherry|RJ:Rājasthān|SK:Sikkim|TG:Telangāna|TN:Tamil Nādu|TR:Tripura|UP:Uttar Pradesh|' +
    'UT:Uttarākhand|WB:West Bengal',
  JP:
    '01:Hokkaido|02:Aomori|03:Iwate|04:Miyagi|05:Akita|06:Yamagata|07:Fukushima|08:Ibaraki|09:Tochigi|' +
    '10:Gunma|11:Saitama|12:Chiba|13:Tokyo|14:Kanagawa|15:Niigata|16:Toyama|17:Ishikawa|18:Fukui|19:Yamanashi|' +
    '20:Nagano|21:Gifu|22:Shizuoka|23:Aichi|24:Mie|25:Shiga|26:Kyoto|27:Osaka|28:Hyogo|29:Nara|30:Wakayama|' +
    '31:Tottori|32:Shimane|33:Okayama|34:Hiroshima|35:Yamaguchi|36:Tokushima|37:Kagawa|38:Ehime|39:Kochi|' +
    '40:Fukuoka|41:Saga|42:Nagasaki|43:Kumamoto|44:Oita|45:Miyazaki|46:Kagoshima|47:Okinawa',
  DE:
    'BB:Brandenburg|BE:Berlin|BW:Baden-Württemberg|BY:Bayern|HB:Bremen|HE:Hessen|HH:Hamburg|' +
    'MV:Mecklenburg-Vorpommern|NI:Niedersachsen|NW:Nordrhein-Westfalen|RP:Rheinland-Pfalz|' +
    'SH:Schleswig-Holstein|SL:Saarland|SN:Sachsen|ST:Sachsen-Anhalt|TH:Thüringen',
  MX:
    'AGU:Aguascalientes|BCN:Baja California|BCS:Baja California Sur|CAM:Campeche|CHH:Chihuahua|CHP:Chiapas|' +
    'CMX:Ciudad de México|COA:Coahuila de Zaragoza|COL:Colima|DUR:Durango|GRO:Guerrero|GUA:Guanajuato|' +
    'HID:Hidalgo|JAL:Jalisco|MEX:México|MIC:Michoacán de Ocampo|MOR:Morelos|NAY:Nayarit|NLE:Nuevo León|' +
    'OAX:Oaxaca|PUE:Puebla|QUE:Querétaro|ROO:Quintana Roo|SIN:Sinaloa|SLP:San Luis Potosí|SON:Sonora|' +
    'TAB:Tabasco|TAM:Tamaulipas|TLA:Tlaxcala|VER:Veracruz de Ignacio de la Llave|YUC:Yucatán|ZAC:Zacatecas',
  GB: 'ENG:England|NIR:Northern Ireland|SCT:Scotland|WLS:Wales [Cymru GB-CYM]',
  FR:
    'ARA:Auvergne-Rhône-Alpes|BFC:Bourgogne-Franche-Comté|BRE:Bretagne|CVL:Centre-Val de Loire|GES:Grand-Est|' +
    'GF:Guyane (française)|GP:Guadeloupe|HDF:Hauts-de-France|IDF:Île-de-France|MQ:Martinique|' +
    'NAQ:Nouvelle-Aquitaine|NOR:Normandie|OCC:Occitanie|PAC:Provence-Alpes-Côte-d’Azur|PDL:Pays-de-la-Loire|' +
    'RE:La Réunion|YT:Mayotte',
  ES:
    'AN:Andalucía|AR:Aragón|AS:Asturias, Principado de|CB:Cantabria|CL:Castilla y León|CM:Castilla-La Mancha|' +
    'CN:Canarias|CT:Catalunya [Cataluña]|EX:Extremadura|GA:Galicia [Galicia]|' +
    'IB:Illes Balears [Islas Baleares]|MC:Murcia, Región de|MD:Madrid, Comunidad de|' +
    'NC:Nafarroako Foru Komunitatea*|PV:Euskal Herria|RI:La Rioja|VC:Valenciana, Comunidad',
  IT:
    "21:Piemonte|23:Val d'Aoste|25:Lombardia|32:Trentino-Alto Adige|34:Veneto|36:Friuli Venezia Giulia|" +
    '42:Liguria|45:Emilia-Romagna|52:Toscana|55:Umbria|57:Marche|62:Lazio|65:Abruzzo|67:Molise|72:Campania|' +
    '75:Puglia|77:Basilicata|78:Calabria|82:Sicilia|88:Sardegna|GO:Gorizia|PN:Pordenone|TS:Trieste|UD:Udine',
  NL:
    'DR:Drenthe|FL:Flevoland|FR:Fryslân|GE:Gelderland|GR:Groningen|LI:Limburg|NB:Noord-Brabant|' +
    'NH:Noord-Holland|OV:Overijssel|UT:Utrecht|ZE:Zeeland|ZH:Zuid-Holland',
  CH:
    'AG:Aargau|AI:Appenzell Innerrhoden|AR:Appenzell Ausserrhoden|BE:Bern|BL:Basel-Landschaft|BS:Basel-Stadt|' +
    'FR:Freiburg|GE:Genève|GL:Glarus|GR:Graubünden|JU:Jura|LU:Luzern|NE:Neuchâtel|NW:Nidwalden|OW:Obwalden|' +
    'SG:Sankt Gallen|SH:Schaffhausen|SO:Solothurn|SZ:Schwyz|TG:Thurgau|TI:Ticino|UR:Uri|VD:Vaud|VS:Valais|' +
    'ZG:Zug|ZH:Zürich',
  AT:
    '1:Burgenland|2:Kärnten|3:Niederösterreich|4:Oberösterreich|5:Salzburg|6:Steiermark|7:Tirol|8:Vorarlberg|' +
    '9:Wien',
};

export interface Region {
  /** With the country, e.g. `US-AZ`. */
  readonly code: string;
  readonly name: string;
}

const regions = new Map(
  Object.entries(REGIONS).map(([alpha2, list]): [string, readonly Region[]] => [
    alpha2,
    list.split('|').map((entry) => {
      const [code = '', name = ''] = entry.split(':');
      return { code: `${alpha2}-${code}`, name };
    }),
  ]),
);

/** Undefined where the sandbox has no list for the country; then any well-formed code is taken. */
export function regionsOf(alpha2: string): readonly Region[] | undefined {
  return regions.get(alpha2);
}

export function findRegion(code: string): Region | undefined {
  return regions.get(code.slice(0, 2))?.find((region) => region.code === code);
}

export function findRegionByName(alpha2: string, name: string): Region | undefined {
  const wanted = name.trim().toLowerCase();
  return regions.get(alpha2)?.find((region) => region.name.toLowerCase() === wanted);
}
