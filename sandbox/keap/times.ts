import type { Settings } from '../settings.js';
import { Refusal, unreadable } from './refusal.js';

/** A time as v2 shows it, in the style of the switch `timestampStyle`. */
export function toTimestamp(ms: number, settings: Settings): string {
  const iso = new Date(ms).toISOString();
  const style = settings.get<string>('timestampStyle');
  if (style === 'milliseconds') return iso;
  return style === 'offset' ? toOffsetTimestamp(ms) : iso.replace(/\.\d{3}Z$/, 'Z');
}

/** v1's form: milliseconds and an offset without a colon. */
export function toOffsetTimestamp(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}

const FULL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:?\d{2})$/;

function toMs(text: string): number | undefined {
  if (!FULL_TIME.test(text)) return undefined;
  const ms = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2').replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(ms) ? undefined : ms;
}

/** The value of a date filter; a date alone is refused. A blank before the offset is a plus that was not encoded. */
export function parseFilterTime(name: string, text: string): number {
  const ms = toMs(text.replace(/ (\d{2}:?\d{2})$/, '+$1'));
  if (ms === undefined) throw new Refusal(400, `${name} must be an ISO-8601 date-time with a time zone`);
  return ms;
}

export function parseBodyTime(text: string): number {
  const ms = toMs(text);
  if (ms === undefined) throw unreadable();
  return ms;
}

/** A calendar date that exists; nothing else is read as one. */
export function parseDate(text: string): string {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms) || !new Date(ms).toISOString().startsWith(text)) throw unreadable();
  return text;
}
