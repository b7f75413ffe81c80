import type { INestApplicationContext } from '@nestjs/common';
import type { Caller } from '../authentication/caller.js';
import { OrganizationFounder } from '../authentication/organization-founder.js';
import { Environment } from '../config/environment.js';
import { elementCatalog } from '../elements/element-catalog.js';
import { textAt } from '../elements/values.js';
import { InstanceDirectory, type InstanceAnswer } from '../instances/instance-directory.js';
import { InstanceProvisioner } from '../instances/instance-provisioner.js';
import { readNewInstance } from '../instances/read-instance-request.js';
import {
  readCredentials,
  writeCredentials,
  type CredentialsFile,
  type CredentialsInstance,
} from './credentials-file.js';
import { sandboxInstances, sandboxUrls, seedSandbox } from './sandbox-accounts.js';

export interface StartedAt {
  readonly baseUrl: string;
  readonly sandboxUrl?: string;
}

const organizationName = 'My organization';
const email = 'admin@example.com';

/**
 * Development only: in an empty database founds an organization and connects it to the sandbox; later starts keep what
 * is there and write a missing credentials file again. Answers what the file holds.
 */
export async function prepareDevelopment(
  application: INestApplicationContext,
  at: StartedAt,
): Promise<CredentialsFile | undefined> {
  const { dataDir } = application.get(Environment);
  const founder = application.get(OrganizationFounder);
  const founded = await founder.foundFirst({ organizationName, email, firstName: 'First', lastName: 'Admin' });
  const known = founded ?? (await founder.recallFirst());
  if (!known) return undefined;
  const before = founded ? undefined : readCredentials(dataDir);
  const password = founded?.user.password ?? before?.user.password;
  const owner: Caller = {
    organizationId: known.organization.id,
    organizationName: known.organization.name,
    accountId: known.accountId,
    userId: known.user.id,
    role: 'org-admin',
  };
  const sandbox = new SandboxInstances(application, owner);
  const instances = at.sandboxUrl === undefined ? (before?.instances ?? []) : await sandbox.ensure(at.sandboxUrl);
  const credentials: CredentialsFile = {
    baseUrl: at.baseUrl,
    ...(at.sandboxUrl !== undefined && { sandboxUrl: at.sandboxUrl }),
    organization: { name: known.organization.name, secret: known.organization.secret },
    user: { email: known.user.email, ...(password !== undefined && { password }), secret: known.user.secret },
    instances,
  };
  if (JSON.stringify(credentials) !== JSON.stringify(before)) writeCredentials(dataDir, credentials);
  return credentials;
}

const tag = 'sandbox';

/** The two instances that show the gateway at work without an account at either provider. */
class SandboxInstances {
  private readonly directory: InstanceDirectory;
  private readonly provisioner: InstanceProvisioner;
  private readonly environment: Environment;

  constructor(
    application: INestApplicationContext,
    private readonly owner: Caller,
  ) {
    this.directory = application.get(InstanceDirectory);
    this.provisioner = application.get(InstanceProvisioner);
    this.environment = application.get(Environment);
  }

  async ensure(sandboxUrl: string): Promise<readonly CredentialsInstance[]> {
    const { items } = await this.directory.list(this.owner, { 'tags[]': tag });
    if (items.length === 0) return this.provision(sandboxUrl);
    for (const item of items) {
      const { id, elementKey } = toCredentials(item);
      const urls = sandboxUrls(sandboxUrl, elementKey);
      if (textAt(item, 'configuration', 'base.url') !== urls['base.url'])
        await this.directory.change(this.owner, { id }, { configuration: urls });
    }
    return items.map(toCredentials).sort((a, b) => a.id - b.id);
  }

  private async provision(sandboxUrl: string): Promise<readonly CredentialsInstance[]> {
    await seedSandbox(sandboxUrl);
    const made: CredentialsInstance[] = [];
    for (const { elementKey, body } of await sandboxInstances(sandboxUrl)) {
      const request = readNewInstance({ ...body, tags: [tag] }, this.environment, elementCatalog.get(elementKey));
      const id = await this.provisioner.provision(this.owner, request);
      made.push(toCredentials(await this.directory.get(this.owner, { id })));
    }
    return made;
  }
}

function toCredentials(answer: InstanceAnswer): CredentialsInstance {
  const [elementKey = '', name = '', token = ''] = [
    textAt(answer, 'element', 'key'),
    textAt(answer, 'name'),
    textAt(answer, 'token'),
  ];
  return { id: Number(answer['id']), elementKey, name, token };
}
