import { reading, type Resource } from './protocol/endpoint.js';
import { codes, Refusal } from './protocol/refusal.js';
import { toDateTime } from './protocol/dates.js';

/** The provider's resource `helper`. */
export const diagnostics: Resource = {
  ping: reading(() => ({ message: 'pong' })),
  throw: reading(({ input }) => {
    throw new Refusal(input.integer('code') ?? codes.unexpected, input.text('message') ?? 'An error raised on purpose');
  }),
  systemInfo: reading(({ now }) => ({ serverTime: toDateTime(now), timeZone: 'GMT', version: 'v1' })),
};
