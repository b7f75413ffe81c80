import { relative } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { CallerSecrets } from '../../authentication/caller-secrets.js';
import { Environment } from '../../config/environment.js';
import { Instance } from '../../instances/instance.entity.js';
import { readCredentials, writeCurlFile } from '../credentials-file.js';
import type { Owner } from './find-owner.js';
import { toTerminalText } from './terminal-text.js';
import type { Terminal } from './terminal.js';

/** Tells what was connected and leaves its secrets in a private file, from where curl reads them. */
export async function showInstance(
  application: INestApplicationContext,
  terminal: Terminal,
  owner: Owner,
  id: number,
): Promise<void> {
  const { organizationId } = owner.caller;
  const environment = application.get(Environment);
  const instance = await application.get(DataSource).manager.findOneByOrFail(Instance, { organizationId, id });
  const account =
    instance.providerAccount === null ? '' : `, provider account ${toTerminalText(instance.providerAccount)}`;
  terminal.say(`\nConnected: instance ${id}, "${toTerminalText(instance.name)}"${account}.`);
  const token = await application.get(CallerSecrets).reveal('element', { organizationId, instanceId: id });
  const secrets = { user: owner.userSecret, organization: owner.organizationSecret, token: token ?? '' };
  const file = writeCurlFile(environment.dataDir, instance, secrets);
  const path = toShortPath(file);
  terminal.say(`Its secrets lie in ${path}, which only you can read. Call it:\n`);
  terminal.say(`curl -K ${quote(path)} "${toBaseUrl(environment)}/elements/api-v2/hubs/marketing/contacts?pageSize=3"`);
  terminal.say(`\nSee what the account permits: npm run check -- ${id}`);
}

function toShortPath(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith('..') ? file : path;
}

const quote = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;

/** Where the gateway listens, or will listen once it is started. */
function toBaseUrl(environment: Environment): string {
  const { publicUrl, dataDir, host, port, isProduction } = environment;
  const noted = isProduction ? undefined : readCredentials(dataDir)?.baseUrl;
  return publicUrl ?? noted ?? `http://${host.includes(':') ? `[${host}]` : host}:${port ?? 3000}`;
}
