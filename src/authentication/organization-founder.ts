import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isEmail } from 'class-validator';
import { DataSource, type EntityManager } from 'typeorm';
import { invalidRequest } from '../errors/gateway-error.js';
import { Account } from './account.entity.js';
import { CallerSecrets } from './caller-secrets.js';
import { Organization } from './organization.entity.js';
import { hashPassword } from './passwords.js';
import { User } from './user.entity.js';

export interface Foundation {
  readonly organizationName: string;
  readonly email: string;
  /** Made up when absent. */
  readonly password?: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

/** A founded organization with its secrets in clear. */
export interface FoundedOrganization {
  readonly organization: { readonly id: number; readonly name: string; readonly secret: string };
  readonly accountId: number;
  readonly user: { readonly id: number; readonly email: string; readonly password: string; readonly secret: string };
}

/** The same as far as it can be read again: a password cannot. */
export interface RecalledOrganization {
  readonly organization: FoundedOrganization['organization'];
  readonly accountId: number;
  readonly user: Omit<FoundedOrganization['user'], 'password'>;
}

/** Any number that nothing else in this database locks. */
const foundingLock = 4_117_326;

@Injectable()
export class OrganizationFounder {
  constructor(
    private readonly dataSource: DataSource,
    private readonly secrets: CallerSecrets,
  ) {}

  async isEmpty(): Promise<boolean> {
    return !(await this.dataSource.manager.exists(Organization));
  }

  /** Creates an organization, its default account and its first org-admin, or nothing. */
  async found(foundation: Foundation): Promise<FoundedOrganization> {
    const wanted = readFoundation(foundation);
    const passwordHash = await hashPassword(wanted.password);
    return this.dataSource.transaction((manager) => this.create(manager, wanted, passwordHash));
  }

  /** Founds only in an empty database; of two replicas that start at once, exactly one does and the other gets none. */
  async foundFirst(foundation: Foundation): Promise<FoundedOrganization | undefined> {
    const wanted = readFoundation(foundation);
    const passwordHash = await hashPassword(wanted.password);
    return this.dataSource.transaction(async (manager) => {
      await manager.query('SELECT pg_advisory_xact_lock($1)', [foundingLock]);
      return (await manager.exists(Organization)) ? undefined : this.create(manager, wanted, passwordHash);
    });
  }

  /** The oldest organization and its oldest active org-admin, for writing a lost credentials file again. */
  async recallFirst(): Promise<RecalledOrganization | undefined> {
    const [organization] = await this.dataSource.manager.find(Organization, { order: { id: 'ASC' }, take: 1 });
    if (organization === undefined) return undefined;
    const user = await this.dataSource.manager.findOne(User, {
      where: { organizationId: organization.id, role: 'org-admin', active: true },
      order: { id: 'ASC' },
    });
    if (user === null) return undefined;
    return this.recall(organization, user);
  }

  private async recall(organization: Organization, user: User): Promise<RecalledOrganization | undefined> {
    const { id, name } = organization;
    const secret = await this.secrets.reveal('organization', { organizationId: id });
    const userSecret = await this.secrets.reveal('user', { organizationId: id, userId: user.id });
    if (secret === undefined || userSecret === undefined) return undefined;
    return {
      organization: { id, name, secret },
      accountId: user.accountId,
      user: { id: user.id, email: user.email, secret: userSecret },
    };
  }

  private async create(
    manager: EntityManager,
    wanted: Required<Foundation>,
    passwordHash: string,
  ): Promise<FoundedOrganization> {
    const { organizationName: name, email, password, firstName, lastName } = wanted;
    const { id: organizationId } = await manager.save(manager.create(Organization, { name }));
    const account = manager.create(Account, { organizationId, name, externalId: 'default', defaultAccount: true });
    const { id: accountId } = await manager.save(account);
    const emailKey = email.toLowerCase();
    const { id: userId } = await manager.save(
      manager.create(User, {
        ...{ organizationId, accountId, email, emailKey, firstName, lastName, passwordHash },
        role: 'org-admin',
      }),
    );
    const secret = await this.secrets.issue('organization', { organizationId }, manager);
    const userSecret = await this.secrets.issue('user', { organizationId, userId }, manager);
    return {
      organization: { id: organizationId, name, secret },
      accountId,
      user: { id: userId, email, password, secret: userSecret },
    };
  }
}

function readFoundation(foundation: Foundation): Required<Foundation> {
  const password = foundation.password ?? randomBytes(18).toString('base64url');
  if (password.length < 8) throw invalidRequest('password', 'password must have at least 8 characters.');
  const email = foundation.email.trim();
  if (!isEmail(email)) throw invalidRequest('email', 'email must be an e-mail address.');
  return {
    organizationName: readName('organizationName', foundation.organizationName, 1),
    email,
    password,
    firstName: readName('firstName', foundation.firstName ?? '', 0),
    lastName: readName('lastName', foundation.lastName ?? '', 0),
  };
}

function readName(path: string, text: string, shortest: number): string {
  const name = text.trim();
  if (name.length >= shortest && name.length <= 200 && !/\p{Cc}/u.test(name)) return name;
  throw invalidRequest(path, `${path} must have ${shortest} to 200 characters and no control characters.`);
}
