import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { Environment } from '../../config/environment.js';
import { InstanceProvisioner } from '../../instances/instance-provisioner.js';
import { readNewInstance } from '../../instances/read-instance-request.js';
import { askCredential } from './ask-credential.js';
import { Consent } from './consent.js';
import { toAddresses } from './credential-ways.js';
import { findOwner } from './find-owner.js';
import { readConnectArguments, type ConnectArguments } from './read-connect-arguments.js';
import { runCommand } from './run-command.js';
import { showInstance } from './show-instance.js';
import { Terminal } from './terminal.js';

/** Connects an account of one's own: asks for what its provider needs, proves it, and says how to call it. */
await runCommand({
  usage:
    'Usage: npm run connect -- infusionsoftmarketing|emfluence [--name <name>] [--callback <https URL>] [--base-url <URL>] [--organization <id>]',
  read: readConnectArguments,
  run: async (application, given) => {
    const terminal = new Terminal();
    try {
      await connect(application, terminal, given);
      return 0;
    } finally {
      terminal.close();
    }
  },
});

async function connect(
  application: INestApplicationContext,
  terminal: Terminal,
  given: ConnectArguments,
): Promise<void> {
  const owner = await findOwner(application, given.organizationId);
  const { kind, configuration: asked } = await askCredential(terminal, given.element);
  const addresses = toAddresses(given.element, given.baseUrl);
  const callback = kind === 'oauth' ? { 'oauth.callback.url': given.callback } : {};
  const configuration = { ...addresses, ...asked, ...callback };
  // Read before anybody consents, so that a mistake is told at once.
  const request = readNewInstance({ name: given.name, configuration }, application.get(Environment), given.element);
  const body = { name: request.name, configuration };
  const id =
    kind === 'oauth'
      ? await new Consent(application, terminal, { given, owner: owner.caller, body, configuration }).complete()
      : await application.get(InstanceProvisioner).provision(owner.caller, request);
  await showInstance(application, terminal, owner, id);
}
