import type { ElementDefinition } from '../elements/element-definition.js';
import { GatewayError } from '../errors/gateway-error.js';
import { toMessage } from './classify-failure.js';
import type { VendorCredential } from './vendor-connection.js';

/** What a header value may hold: no line break could ever begin a second header. */
const HEADER_TEXT = /^[\x20-\x7e\x80-\xff]+$/;

/** The credential in the place that its element declares for its kind. One that no header can carry is refused unsent. */
export function toCredentialHeader(
  element: ElementDefinition,
  { kind, value }: VendorCredential,
): Record<string, string> {
  const alternative = element.authentication.alternatives.find((candidate) => candidate.kind === kind);
  if (!alternative) throw new Error(`${element.key} declares no place for a credential of kind ${kind}`);
  if (!HEADER_TEXT.test(value)) {
    throw new GatewayError('INSTANCE_NEEDS_REAUTH', toMessage(element, 'INSTANCE_NEEDS_REAUTH'), {
      providerMessage: 'The credential holds characters that cannot be sent.',
    });
  }
  const { header, value: template } = alternative.placement;
  return { [header]: template.replace('{credential}', () => value) };
}
