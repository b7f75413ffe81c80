import type { SandboxReply } from '../provider.js';
import type { Settings } from '../settings.js';
import type { Caller } from './credentials.js';
import type { KeapState } from './keap-state.js';
import { faultReply } from './replies.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

const QUOTAS = {
  oauth: { perSecond: 25, perMinute: 1_500, perDay: 150_000 },
  key: { perSecond: 10, perMinute: 240, perDay: 30_000 },
} as const;
const TENANT_QUOTA = { perMinute: 10_000, perDay: 250_000 } as const;

interface Limit {
  readonly key: string;
  readonly ms: number;
  readonly limit: number;
}

type CallerLimits = Readonly<Record<'spike' | 'minute' | 'day' | 'tenantMinute' | 'tenantDay', Limit>>;

function limitsOf({ quotaKey, kind, account }: Caller): CallerLimits {
  const quota = QUOTAS[kind];
  return {
    spike: { key: `${quotaKey}/second`, ms: SECOND, limit: quota.perSecond },
    minute: { key: `${quotaKey}/minute`, ms: MINUTE, limit: quota.perMinute },
    day: { key: `${quotaKey}/day`, ms: DAY, limit: quota.perDay },
    tenantMinute: { key: `tenant:${account.id}/minute`, ms: MINUTE, limit: TENANT_QUOTA.perMinute },
    tenantDay: { key: `tenant:${account.id}/day`, ms: DAY, limit: TENANT_QUOTA.perDay },
  };
}

function usedOf(state: KeapState, { key, ms }: Limit, now: number): number {
  const count = state.counts[key];
  return count?.window === Math.floor(now / ms) ? count.used : 0;
}

/** Counts one call in every window of the caller; answers the first limit that is used up, and then counts nothing. */
export function countCall(state: KeapState, caller: Caller, now: number, enforced: boolean): Limit | undefined {
  const limits = Object.values(limitsOf(caller));
  const full = limits.find((limit) => usedOf(state, limit, now) >= limit.limit);
  if (full && enforced) return full;
  for (const limit of limits) {
    state.counts[limit.key] = { window: Math.floor(now / limit.ms), used: usedOf(state, limit, now) + 1 };
  }
  return undefined;
}

/** The headers of an answer to a known caller. */
export function limitHeaders(
  state: KeapState,
  caller: Caller,
  now: number,
  settings: Settings,
): Record<string, string> {
  const { minute, day, tenantMinute, tenantDay } = limitsOf(caller);
  const windows = settings.get<string>('tenantHeaders') === 'two-windows' ? [tenantMinute, tenantDay] : [tenantMinute];
  const used = (limit: Limit): number => usedOf(state, limit, now);
  const left = (limit: Limit): number => Math.max(0, limit.limit - used(limit));
  const join = (read: (limit: Limit) => string | number): string => windows.map(read).join('|');
  return {
    'x-keap-product-quota-limit': String(day.limit),
    'x-keap-product-quota-used': String(used(day)),
    'x-keap-product-quota-available': String(left(day)),
    'x-keap-product-quota-time-unit': 'day',
    'x-keap-product-quota-interval': '1',
    'x-keap-product-quota-expiry-time': String((Math.floor(now / DAY) + 1) * DAY),
    'x-keap-product-throttle-limit': String(minute.limit),
    'x-keap-product-throttle-used': String(used(minute)),
    'x-keap-product-throttle-available': String(left(minute)),
    'x-keap-product-throttle-time-unit': 'minute',
    'x-keap-product-throttle-interval': '1',
    'x-keap-product-spike-limit': `${QUOTAS[caller.kind].perSecond}ps`,
    'x-keap-tenant-id': caller.account.tenant,
    'x-keap-tenant-throttle-limit': join((limit) => limit.limit),
    'x-keap-tenant-throttle-used': join(used),
    'x-keap-tenant-throttle-available': join(left),
    'x-keap-tenant-throttle-time-unit': join((limit) => (limit.ms === DAY ? 'day' : 'minute')),
    'x-keap-tenant-throttle-interval': join(() => 1),
  };
}

/** The same names without figures, as an answer to nobody in particular carries them. */
export function blankLimitHeaders(settings: Settings): Record<string, string> {
  const tenant = settings.get<string>('tenantHeaders') === 'two-windows' ? '|' : '';
  const names = ['limit', 'used', 'available', 'time-unit', 'interval'];
  const blank = (prefix: string, value: string): [string, string][] => names.map((name) => [prefix + name, value]);
  return Object.fromEntries([
    ...blank('x-keap-product-quota-', ''),
    ['x-keap-product-quota-expiry-time', ''],
    ...blank('x-keap-product-throttle-', ''),
    ['x-keap-product-spike-limit', ''],
    ['x-keap-tenant-id', ''],
    ...blank('x-keap-tenant-throttle-', tenant),
  ]);
}

export function throttledReply(limit: Limit, now: number, settings: Settings): SandboxReply {
  const reply = settings.get<string>('throttleBody') === 'spike' ? spikeReply() : quotaReply();
  if (!settings.get<boolean>('retryAfterHeader')) return reply;
  const seconds = Math.ceil(((Math.floor(now / limit.ms) + 1) * limit.ms - now) / 1000);
  return { ...reply, headers: { ...reply.headers, 'retry-after': String(seconds) } };
}

function quotaReply(): SandboxReply {
  const body = { code: '429', message: 'Quota Exceeded', status: 'Request Throttled', details: null };
  return { status: 429, headers: { 'content-type': 'application/json' }, body };
}

function spikeReply(): SandboxReply {
  const rate = 'MessageRate{messagesPerPeriod=25, periodInMicroseconds=6000000, maxBurstMessageCount=1.0}';
  return faultReply(429, `Spike arrest violation. Allowed rate : ${rate}`, 'policies.ratelimit.SpikeArrestViolation');
}
