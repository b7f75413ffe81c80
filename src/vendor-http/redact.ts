const MAX_LENGTH = 500;
/** Patterns are only run over this much: the provider chooses the length of the text. */
const MAX_INPUT = 16 * 1024;
const MIN_SECRET = 4;
const REMOVED = '[removed]';

const GUID = '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}';

const PATTERNS: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/\b(bearer|basic)\s+(?=[^\s"']*[\d=]|[^\s"']{20})[\w.~+/=-]{6,}/gi, `$1 ${REMOVED}`],
  [/KeapAK-[\w.~+/=-]+/gi, REMOVED],
  [new RegExp(`(access_?token)\\W{0,8}${GUID}`, 'gi'), `$1=${REMOVED}`],
  [/(access_?token|refresh_?token|client_?secret|api_?key)("?\s*[=:]\s*"?)[^\s"'&,;<>{}]{6,}/gi, `$1$2${REMOVED}`],
  [/\beyJ[\w-]{5,}\.[\w-]+\.[\w-]*/g, REMOVED],
];

/**
 * The provider's own words, fit for a caller's eyes: without the given secrets in any of their usual spellings, without
 * what looks like a credential, HTML reduced to its title, at most 500 characters. Never throws.
 */
export function scrub(text: string, secrets: readonly string[]): string {
  try {
    const spellings = toSpellings(secrets);
    const readable = toPlainText(cutInput(text, spellings));
    return truncate(removePatterns(removeAll(readable, spellings)));
  } catch {
    return '';
  }
}

/** A secret cut in half at the end of the input would be found by nobody, so the cut goes where none can lie across it. */
function cutInput(text: string, spellings: readonly string[]): string {
  if (text.length <= MAX_INPUT) return text;
  const longest = Math.max(0, ...spellings.map((spelling) => spelling.length));
  return text.slice(0, Math.max(0, MAX_INPUT - longest));
}

function removeAll(text: string, spellings: readonly string[]): string {
  if (spellings.length === 0) return text;
  return text.replace(new RegExp(spellings.map(escapePattern).join('|'), 'gi'), REMOVED);
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** Longest first, so that what is left of a longer spelling cannot hide behind a shorter one. */
function toSpellings(secrets: readonly string[]): string[] {
  const spellings = secrets.filter((secret) => secret.length >= MIN_SECRET).flatMap(toSpellingsOf);
  return [...new Set(spellings)]
    .filter((spelling) => spelling.length >= MIN_SECRET)
    .sort((a, b) => b.length - a.length);
}

function toSpellingsOf(secret: string): string[] {
  const encoded = encodeURIComponent(secret.toWellFormed());
  return [
    secret,
    encoded,
    encoded.replaceAll('%20', '+'),
    JSON.stringify(secret).slice(1, -1),
    ...[0, 1, 2].flatMap((offset) => toBase64Core(secret, offset)),
  ];
}

/** What base64 makes of the secret when `offset` bytes stand before it, without the characters its neighbours share. */
function toBase64Core(secret: string, offset: number): string[] {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  const core = bytes.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6));
  return [core, core.replaceAll('+', '-').replaceAll('/', '_')];
}

function removePatterns(text: string): string {
  return PATTERNS.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);
}

function toPlainText(text: string): string {
  const plain = /<\s{0,10}(!doctype|html|head|body|title|h\d|p|div)\b/i.test(text) ? toTitle(text) : text;
  return (
    plain
      // eslint-disable-next-line no-control-regex -- control characters are exactly what goes
      .replace(/[\u0000-\u001f\u007f]+/g, ' ')
      .replace(/ {2,}/g, ' ')
      .trim()
  );
}

function toTitle(html: string): string {
  const title = /<title[^>]{0,200}>([^<]{0,1000})/i.exec(html)?.[1]?.trim();
  return title || html.replace(/<[^>]{0,1000}>/g, ' ');
}

function truncate(text: string): string {
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH - 1)}…`.toWellFormed();
}
