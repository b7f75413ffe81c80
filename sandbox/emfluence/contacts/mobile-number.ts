/**
 * The E.164 form of a mobile number, or undefined when it is none. Ten digits without a country are read as a number
 * of the USA and Canada when allowed; other numbers without + count as complete.
 */
export function toE164(text: string, withoutPlus: 'assume-us' | 'refuse'): string | undefined {
  const compact = text.trim().replace(/[\s().\-/\u00a0\u2010-\u2015]/g, '');
  if (!/^\+?\d+$/.test(compact)) return undefined;
  const international = compact.replace(/^00/, '+');
  if (international.startsWith('+')) return toValid(international.slice(1));
  if (withoutPlus === 'refuse') return undefined;
  return compact.length === 10 ? toValid(`1${compact}`) : toValid(compact);
}

function toValid(digits: string): string | undefined {
  const plausible = digits.startsWith('1') ? /^1[2-9]\d{9}$/ : /^[2-9]\d{6,14}$/;
  return plausible.test(digits) ? `+${digits}` : undefined;
}
