import { Inject, Injectable } from '@nestjs/common';
import { Environment } from '../config/environment.js';
import type { CallInput, VendorOperation, VendorReply } from '../elements/element-definition.js';
import { GatewayError } from '../errors/gateway-error.js';
import { classifyFailure } from './classify-failure.js';
import type { Deadline } from './deadline.js';
import { checkVendorUrl, type EgressSettings } from './host-list.js';
import { toCredentialHeader } from './credential-header.js';
import { scrub } from './redact.js';
import type { VendorConnection, VendorCredential } from './vendor-connection.js';
import { VendorTransport } from './vendor-transport.js';
import { toVendorUrl } from './vendor-url.js';

/** Calls providers on behalf of instances, and tells failures in the gateway's own terms. */
@Injectable()
export class VendorClient {
  /** Credentials that replaced a refused one, for later calls over the same connection. */
  private readonly renewed = new WeakMap<VendorConnection, VendorCredential>();

  constructor(
    private readonly transport: VendorTransport,
    @Inject(Environment) private readonly environment: EgressSettings,
  ) {}

  /**
   * Answers the provider's success, and throws a GatewayError for everything else. A credential that the provider
   * refuses is renewed once, where the connection can, and the call repeated: a refused call was not executed.
   */
  async send(
    connection: VendorConnection,
    operation: VendorOperation,
    input: CallInput,
    deadline: Deadline,
  ): Promise<VendorReply> {
    const credential = this.renewed.get(connection) ?? connection.credential;
    const call = (using: VendorCredential) =>
      this.call({ ...connection, credential: using }, operation, input, deadline);
    try {
      return await call(credential);
    } catch (error) {
      if (!connection.refresh || !isRefusedCredential(error)) throw error;
    }
    const renewed = await connection.refresh(credential.version);
    this.renewed.set(connection, renewed);
    return call(renewed);
  }

  private async call(
    connection: VendorConnection,
    operation: VendorOperation,
    input: CallInput,
    deadline: Deadline,
  ): Promise<VendorReply> {
    const { element, credential } = connection;
    const { method, effect } = operation;
    const base = checkVendorUrl(connection.baseUrl, element, this.environment);
    const reply = await this.transport.send({
      element,
      method,
      url: toVendorUrl(base, operation.path, input),
      effect,
      headers: toCredentialHeader(element, credential),
      // A GET with a body is refused by what stands before some providers.
      ...(input.body && method !== 'GET' && { body: { type: 'application/json', text: JSON.stringify(input.body) } }),
      instanceId: connection.instanceId,
      deadline,
    });
    const secrets = [...connection.secrets, credential.value];
    const failure = classifyFailure({ element, effect, reply, secrets, now: Date.now() });
    if (failure) throw failure;
    if (connection.onWarning)
      for (const words of element.warnings?.(reply) ?? []) connection.onWarning(scrub(words, secrets));
    return reply;
  }
}

function isRefusedCredential(error: unknown): boolean {
  return error instanceof GatewayError && error.reason === 'INSTANCE_NEEDS_REAUTH';
}
