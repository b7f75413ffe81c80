import { GatewayError } from '../../errors/gateway-error.js';
import { toGatewayError } from '../../errors/to-error-answer.js';
import { toTerminalText } from './terminal-text.js';

/** A failure for the person at the terminal: one line, unless it lists several problems of the environment. */
export function toErrorText(error: unknown): string {
  const known = toGatewayError(error);
  // What nobody foresaw has no request id here, and the person who runs a command is the operator.
  if (!(error instanceof GatewayError) && known.reason === 'INTERNAL') {
    const message = error instanceof Error ? error.message : String(error);
    return message.split('\n').map(toTerminalText).join('\n');
  }
  const { providerMessage } = known.details;
  const words = providerMessage === undefined ? '' : ` (provider: ${providerMessage})`;
  return toTerminalText(`${known.reason}: ${known.message}${words}`);
}
