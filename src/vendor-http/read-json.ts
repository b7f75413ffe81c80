const MAX_DEPTH = 64;

const QUOTE = 34;
const BACKSLASH = 92;

/** `__proto__`, plain or behind an escape, or an integer that a double may not hold: only then is the slow way needed. */
const NEEDS_CARE = /__proto__|\\u00[567]|(?:^|[[:,\s])-?\d{16}/i;

type Reviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;
const parseWith = JSON.parse as (text: string, reviver?: Reviver) => unknown;

/** Thrown for whatever is not JSON that the gateway takes. */
export class UnreadableJson extends Error {}

/**
 * Parses a provider's answer. Nesting is counted first, because a deep document passes the parser and breaks whatever
 * copies it later; keys that could reach a prototype are dropped; integers beyond 2^53 stay exact, as text.
 */
export function readJson(text: string): unknown {
  if (measureDepth(text) > MAX_DEPTH) throw new UnreadableJson('nested too deeply');
  try {
    return NEEDS_CARE.test(text) ? parseWith(text, keepSafe) : parseWith(text);
  } catch {
    throw new UnreadableJson('not JSON');
  }
}

const keepSafe: Reviver = (key, value, { source }) => {
  if (key === '__proto__') return undefined;
  const isInexact = typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(source ?? '');
  return isInexact ? source : value;
};

/** The deepest nesting outside strings; stops counting one beyond the limit. */
function measureDepth(text: string): number {
  let depth = 0;
  let deepest = 0;
  let isString = false;
  for (let at = 0; at < text.length && deepest <= MAX_DEPTH; at += 1) {
    const unit = text.charCodeAt(at);
    if (isString) {
      if (unit === BACKSLASH) at += 1;
      else if (unit === QUOTE) isString = false;
    } else if (unit === QUOTE) isString = true;
    else if (unit === 91 || unit === 123) deepest = Math.max(deepest, (depth += 1));
    else if (unit === 93 || unit === 125) depth -= 1;
  }
  return deepest;
}
