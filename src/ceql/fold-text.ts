const beyondAscii = /[\u0080-\uffff]/;

/**
 * The form in which texts are compared: without case, in NFC. Case folds one letter to one letter, so that `_` of LIKE
 * counts what a reader counts: a final sigma is a sigma, and the Turkish capital dotted I is an i.
 */
export function foldText(text: string): string {
  if (!beyondAscii.test(text)) return text.toLowerCase();
  const lower = text.normalize('NFC').toLowerCase();
  return lower.replaceAll('ς', 'σ').replaceAll('i\u0307', 'i').normalize('NFC');
}

/** Orders by code points. JavaScript's own order would put the surrogates of U+10000 and above before U+E000. */
export function compareCodePoints(left: string, right: string): number {
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index += 1) {
    const one = left.charCodeAt(index);
    const other = right.charCodeAt(index);
    if (one !== other) return codePointRank(one) - codePointRank(other);
  }
  return left.length - right.length;
}

function codePointRank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
