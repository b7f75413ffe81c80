import { Reflector } from '@nestjs/core';

/**
 * What a route asks of its caller:
 * - `none`: nothing; but an `Authorization` header that is sent must be well formed and its Organization part valid;
 * - `platform`: User and Organization; an Element part is harmless, even a dead one;
 * - `hub`: User and Element, which chooses the instance; an Organization part that is sent must belong to them.
 */
export type CredentialNeed = 'none' | 'platform' | 'hub';

/** Every controller carries it, on the class or, with precedence, on the method. */
export const Credentials = Reflector.createDecorator<CredentialNeed>();
