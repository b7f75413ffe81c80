import { toGatewayError } from '../../errors/to-error-answer.js';
import { toErrorText } from './to-error-text.js';

export interface Finding {
  readonly works: boolean;
  readonly text: string;
}

/** A permission that is missing is told in the provider's words, which name it; any other failure as callers would see it. */
export function toFailureFinding(error: unknown): Finding {
  const { reason, message, details } = toGatewayError(error);
  if (reason === 'PROVIDER_FORBIDDEN')
    return { works: false, text: `permission missing: ${details.providerMessage ?? message}` };
  return { works: false, text: toErrorText(error) };
}
