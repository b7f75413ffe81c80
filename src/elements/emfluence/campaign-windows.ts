import type { Criterion, ListScope, ListVariant } from '../element-definition.js';
import { toGmt } from './wire.js';

/** A search for sent mail looks at 18 months at most (BEHAVIOR.md 19). */
const months = 18;

/** Kept free of the longest window, since the provider's clock need not agree with ours. */
const hour = 3_600_000;

/** Nothing was sent through this API before. */
const earliest = Date.UTC(2000, 0, 1);

export interface Window {
  readonly start: string;
  readonly end: string;
}

/** Newest first, and without overlap: both ends count, in whole seconds. */
export function windowsBetween(start: number, end: number): readonly Window[] {
  const windows: Window[] = [];
  for (let last = end; last >= start;) {
    const first = Math.max(start, monthsBefore(last, months) + hour);
    windows.push({ start: toGmt(first), end: toGmt(last) });
    last = first - 1000;
  }
  return windows;
}

/** A day that the earlier month does not have becomes its last day, so that a window never grows longer than allowed. */
export function monthsBefore(ms: number, count: number): number {
  const date = new Date(ms);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() - count);
  const days = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(day, days));
  return date.getTime();
}

const read = (gmt: unknown): number | undefined =>
  typeof gmt === 'string' ? Date.parse(`${gmt.replace(' ', 'T')}Z`) : undefined;

/** What `sentAt` of the `where` asks for; the last 18 months where it says nothing. */
function toWindows(asked: Criterion, now: number): readonly Window[] {
  const [start, end] = [read(asked['sentStart']), read(asked['sentEnd'])];
  const last = Math.floor(Math.min(end ?? now, now) / 1000) * 1000;
  const first = start ?? (end === undefined ? monthsBefore(last, months) + hour : earliest);
  return windowsBetween(Math.max(first, earliest), last);
}

const unsentStatuses: readonly unknown[] = ['draft', 'scheduled'];

/**
 * The searches that together show every campaign that is asked for. emfluence alone would show sent mail of one delivery
 * type and of six months.
 */
export function toSearches({ criteria, orderBy, now }: ListScope): readonly ListVariant[] {
  const asked = criteria.reduce<Criterion>((all, criterion) => ({ ...all, ...criterion }), {});
  const { status, deliveryType, sentStart, sentEnd, ...others } = asked;
  const body = { ...others, sortField: orderBy?.field ?? 'emailID', sortDirection: orderBy?.direction ?? 'asc' };
  const isWanted = (type: string): boolean => deliveryType === undefined || deliveryType === type;
  const dated = sentStart !== undefined || sentEnd !== undefined;
  const unsent = isWanted('manual') && !dated && (status === undefined || unsentStatuses.includes(status));
  const sent = !unsentStatuses.includes(status);
  const windows = sent ? toWindows(asked, now) : [];
  const search = (name: string, more: Criterion): ListVariant => ({ name, input: { body: { ...body, ...more } } });
  return [
    ...(unsent
      ? [
          search(status === undefined ? 'drafts and scheduled' : `${String(status)} only`, {
            deliveryType: 'manual',
            status: status === undefined ? ['draft', 'scheduled'] : [String(status)],
          }),
        ]
      : []),
    ...(['manual', 'automated', 'transactional'] as const).flatMap((type) =>
      !isWanted(type)
        ? []
        : windows.map(({ start, end }) =>
            search(`${names[type]} from ${start} to ${end}`, {
              deliveryType: type,
              ...(type === 'manual' && { status: ['sent'] }),
              dateSentStart: start,
              ...(end < toGmt(now) && { dateSentEnd: end }),
            }),
          ),
    ),
  ];
}

const names = { manual: 'sent', automated: 'automated', transactional: 'transactional' } as const;
