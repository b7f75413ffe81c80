import type { Grant } from './grant.entity.js';

const earlyMs = 60_000;

type Age = Pick<Grant, 'expiresAt' | 'updatedAt'>;

/** Whether the access token is about to end: a minute early, or at half of a life that is shorter than two minutes. */
export function isStale({ expiresAt, updatedAt }: Age, now: number): boolean {
  if (expiresAt === null) return false;
  const life = Math.max(0, expiresAt.getTime() - updatedAt.getTime());
  return now >= expiresAt.getTime() - Math.min(earlyMs, life / 2);
}

/** Whether the access token has ended by the provider's own word. */
export function isSpent({ expiresAt }: Age, now: number): boolean {
  return expiresAt !== null && now >= expiresAt.getTime();
}
