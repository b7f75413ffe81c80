const ONE_DAY = 86_400;

/**
 * Whole seconds that a `Retry-After` header asks for, given as seconds or as a date, at most a day. Anything else,
 * negative figures and dates gone by included, is as if there were none.
 */
export function readRetryAfter(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text), ONE_DAY);
  // Only dates that name a day: Date.parse also takes `-1` or `5.5` for one.
  return /^[A-Za-z]{3,9},? /.test(text) ? secondsUntil(Date.parse(text), now) : undefined;
}

/** Whole seconds until a moment, from 1 to a day; undefined when it is gone by or no moment at all. */
export function secondsUntil(moment: number, now: number): number | undefined {
  return moment > now ? Math.min(Math.ceil((moment - now) / 1000), ONE_DAY) : undefined;
}
