/** `yyyy-mm-dd hh:mm:ss` in GMT, the provider's only form; it sorts as text. */
export function toDateTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** Milliseconds since the epoch of a text in that form. */
export function toMilliseconds(dateTime: string): number {
  return Date.parse(`${dateTime.replace(' ', 'T')}Z`);
}

export function isCalendarDate(text: string): boolean {
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().slice(0, 10) === text;
}

export function isClockTime(text: string): boolean {
  return /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(text);
}
