import { setTimeout as wait } from 'node:timers/promises';
import { GatewayError } from '../../errors/gateway-error.js';

const attempts = 3;
const longestSeconds = 10;

/**
 * Runs a call that only reads again when the provider was asked too often for the moment, after as long as it wants:
 * keys with low limits refuse a row of quick questions, which tells nothing about any one of them. A wait that is long
 * is not begun, since an hour or a day is an answer of its own.
 */
export async function untilNotThrottled<T>(
  read: () => Promise<T>,
  pause: (milliseconds: number) => Promise<unknown> = wait,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await read();
    } catch (error) {
      const seconds = secondsToWait(error);
      if (seconds === undefined || attempt === attempts) throw error;
      await pause(seconds * 1000);
    }
  }
}

function secondsToWait(error: unknown): number | undefined {
  if (!(error instanceof GatewayError) || error.reason !== 'PROVIDER_THROTTLED') return undefined;
  const { retryAfterSeconds = 1 } = error.details;
  return retryAfterSeconds > longestSeconds ? undefined : Math.max(1, retryAfterSeconds);
}
