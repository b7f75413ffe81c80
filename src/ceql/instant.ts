const written =
  /^(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?$/;
const counted = /^-?\d+(?:\.\d+)?$/;
/** A year or a compact date, which as seconds since 1970 would silently mean another time. */
const lookalike = /^(?:\d{4}|\d{8})$/;

const DAY = 86_400_000;
/** As seconds this is the year 5138, as milliseconds March 1973: no count in use is ambiguous. */
const LEAST_MILLISECONDS = 1e11;
const LAST_INSTANT = 8.64e15;

/**
 * Milliseconds since 1970, or undefined when the value is no time. Without a zone a time is UTC, a bare date is its
 * midnight UTC, a number counts milliseconds or, when it is small, seconds since 1970.
 */
export function readInstant(value: unknown): number | undefined {
  if (typeof value === 'number') return fromCount(value);
  if (value instanceof Date) return fromCount(value.getTime(), 1);
  if (typeof value !== 'string') return undefined;
  if (counted.test(value)) return lookalike.test(value) ? undefined : fromCount(Number(value));
  const parts = written.exec(value);
  return parts ? fromParts(parts) : undefined;
}

/** The calendar day as a count of days since 1970. A written day is taken as written, whatever zone follows. */
export function readDay(value: unknown): number | undefined {
  const instant = readInstant(value);
  if (instant === undefined) return undefined;
  const midnight = typeof value === 'string' && !counted.test(value) ? midnightOf(value.slice(0, 10)) : instant;
  return midnight === undefined ? undefined : Math.floor(midnight / DAY);
}

/** `--05-17` as it stands, or undefined when it is no such day. */
export function readYearlessDay(value: unknown): string | undefined {
  if (typeof value !== 'string' || !/^--\d{2}-\d{2}$/.test(value)) return undefined;
  return midnightOf(`2000${value.slice(1)}`) === undefined ? undefined : value;
}

function fromCount(count: number, unit = Math.abs(count) < LEAST_MILLISECONDS ? 1000 : 1): number | undefined {
  const instant = count * unit;
  return Math.abs(instant) <= LAST_INSTANT ? instant : undefined;
}

function fromParts([
  ,
  day = '',
  hour = '00',
  minute = '00',
  second = '00',
  fraction = '',
  zone = 'Z',
]: RegExpExecArray): number | undefined {
  const midnight = midnightOf(day);
  const offset = offsetMinutes(zone);
  if (midnight === undefined || offset === undefined) return undefined;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  const minutes = Number(hour) * 60 + Number(minute) - offset;
  return midnight + minutes * 60_000 + Number(second) * 1000 + Number(fraction.slice(0, 3).padEnd(3, '0'));
}

/** Undefined for a day that the calendar does not have, such as 30 February. */
function midnightOf(day: string): number | undefined {
  const midnight = Date.parse(`${day}T00:00:00.000Z`);
  if (Number.isNaN(midnight)) return undefined;
  return new Date(midnight).toISOString().startsWith(day) ? midnight : undefined;
}

function offsetMinutes(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0;
  const digits = zone.slice(1).replace(':', '').padEnd(4, '0');
  const hours = Number(digits.slice(0, 2));
  const minutes = Number(digits.slice(2));
  if (hours > 23 || minutes > 59) return undefined;
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}
