/** The number in E.164 where that can be told: with a country code, or as a North American number. */
export function toE164(number: string): string | undefined {
  const plain = number.replace(/\s*(?:ext\.?|x)\s*\d+\s*$/i, '').trim();
  const digits = plain.replace(/\D/g, '');
  if (plain.startsWith('+')) return digits.length >= 7 && digits.length <= 15 ? `+${digits}` : undefined;
  if (digits.length === 10 && /^[2-9]/.test(digits)) return `+1${digits}`;
  return digits.length === 11 && digits.startsWith('1') ? `+${digits}` : undefined;
}
