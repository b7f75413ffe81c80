/**
 * Compiles a LIKE pattern: `%` is any run, `_` exactly one code point, everything else stands for itself (there is no
 * escape). Pattern and text are expected folded. A match costs at most pattern times text, without backtracking.
 */
export function likePattern(pattern: string): (text: string) => boolean {
  const parts = pattern.split('%');
  if (!pattern.includes('_')) return (text) => matchesParts(parts, text);
  const tokens = Array.from(pattern);
  return (text) => matchesTokens(tokens, Array.from(text));
}

/** The parts between the `%`: the first begins the text, the last ends it, the others follow each other leftmost. */
function matchesParts(parts: readonly string[], text: string): boolean {
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return text === first;
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false;
  let from = first.length;
  const limit = text.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, from);
    if (found < 0 || found + part.length > limit) return false;
    from = found + part.length;
  }
  return true;
}

/** Only the latest `%` is ever widened: an earlier one cannot reach what the latest cannot. */
function matchesTokens(pattern: readonly string[], text: readonly string[]): boolean {
  let at = 0;
  let run = -1;
  let runEnd = 0;
  for (let index = 0; index < text.length;) {
    const token = pattern[at];
    if (token === '%') {
      run = at;
      runEnd = index;
      at += 1;
    } else if (token === '_' || token === text[index]) {
      at += 1;
      index += 1;
    } else if (run >= 0) {
      runEnd += 1;
      at = run + 1;
      index = runEnd;
    } else {
      return false;
    }
  }
  return pattern.slice(at).every((token) => token === '%');
}
