import { Catch, Controller, Get, Module, Req, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { APP_GUARD, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { Account } from '../../src/authentication/account.entity.js';
import { AuthenticationGuard } from '../../src/authentication/authentication.guard.js';
import { AuthenticationModule } from '../../src/authentication/authentication.module.js';
import { CallerSecrets } from '../../src/authentication/caller-secrets.js';
import { callerOf, type Caller } from '../../src/authentication/caller.js';
import { acceptConsoleLoginForm } from '../../src/authentication/console-login/console-login-form.js';
import { Credentials } from '../../src/authentication/credentials.decorator.js';
import { OrganizationFounder, type FoundedOrganization } from '../../src/authentication/organization-founder.js';
import { hashPassword } from '../../src/authentication/passwords.js';
import { User, type Role } from '../../src/authentication/user.entity.js';
import { Environment } from '../../src/config/environment.js';
import { KEY_RING, type KeyRing } from '../../src/config/keys.js';
import { createDataSource } from '../../src/database/data-source.js';
import { FieldCipher } from '../../src/database/field-cipher.js';
import { GatewayError } from '../../src/errors/gateway-error.js';
import { Instance } from '../../src/instances/instance.entity.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';

export const refusal = 'Invalid Organization or User secret, or invalid Element token provided.';
export const password = 'correct horse';
export const keyRing: KeyRing = {
  active: 'k1',
  keys: new Map([['k1', Buffer.alloc(32, 1)]]),
  pepper: Buffer.alloc(32, 2),
};

export const platformOf = ({ user, organization }: FoundedOrganization): string =>
  `User ${user.secret}, Organization ${organization.secret}`;

@Controller('probe')
class ProbeController {
  @Get('hub')
  @Credentials('hub')
  hub(@Req() request: object): Caller {
    return callerOf(request);
  }

  @Get('platform')
  @Credentials('platform')
  platform(@Req() request: object): Caller {
    return callerOf(request);
  }

  @Get('public')
  @Credentials('none')
  public(): string {
    return 'public';
  }

  @Get('undeclared')
  undeclared(): string {
    return 'reached';
  }
}

/** Shows the reason and nothing that differs from request to request. */
@Catch(GatewayError)
class ReasonFilter implements ExceptionFilter {
  catch(error: GatewayError, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const { reason, message, details } = error;
    void reply.code(error.status).send({ reason, message, retryAfter: details.retryAfterSeconds });
  }
}

@Module({})
class Foundations {}

@Module({})
class ProbeModule {}

/** The authentication folder on its own, behind real HTTP. */
export async function startApplication(dataSource: DataSource, legacyLogin: boolean): Promise<NestFastifyApplication> {
  const providers = [
    { provide: DataSource, useValue: dataSource },
    { provide: Environment, useValue: Object.assign(new Environment(), { legacyLogin }) },
    { provide: KEY_RING, useValue: keyRing },
    { provide: FieldCipher, useValue: new FieldCipher(keyRing) },
  ];
  const foundations = {
    module: Foundations,
    global: true,
    providers,
    exports: providers.map(({ provide }) => provide),
  };
  const root = {
    module: ProbeModule,
    imports: [foundations, AuthenticationModule],
    controllers: [ProbeController],
    providers: [{ provide: APP_GUARD, useExisting: AuthenticationGuard }],
  };
  const options = { logger: false, bodyParser: false } as const;
  const application = await NestFactory.create<NestFastifyApplication>(root, new FastifyAdapter(), options);
  acceptConsoleLoginForm(application.getHttpAdapter().getInstance());
  application.useGlobalFilters(new ReasonFilter());
  await application.listen(0, '127.0.0.1');
  return application;
}

/** Two organizations with an org-admin of the same e-mail each, and ways to add to them. */
export class AuthenticationWorld {
  private constructor(
    private readonly database: TestDatabase,
    readonly application: NestFastifyApplication,
    readonly acme: FoundedOrganization,
    readonly other: FoundedOrganization,
  ) {}

  static async start(): Promise<AuthenticationWorld> {
    const database = await createTestDatabase();
    const application = await startApplication(await createDataSource(database.url).initialize(), true);
    const founder = application.get(OrganizationFounder);
    const acme = await founder.found({
      ...{ organizationName: 'Acme', email: 'Ada@Acme.test', password },
      ...{ firstName: 'Ada', lastName: 'Lovelace' },
    });
    const other = await founder.found({ organizationName: 'Other', email: 'ada@acme.test', password: 'another one' });
    return new AuthenticationWorld(database, application, acme, other);
  }

  async stop(): Promise<void> {
    const dataSource = this.dataSource;
    await this.application.close();
    await dataSource.destroy();
    await this.database.drop();
  }

  get databaseUrl(): string {
    return this.database.url;
  }

  get dataSource(): DataSource {
    return this.application.get(DataSource);
  }

  get secrets(): CallerSecrets {
    return this.application.get(CallerSecrets);
  }

  get founder(): OrganizationFounder {
    return this.application.get(OrganizationFounder);
  }

  async call(url: string, authorization?: string, headers: Record<string, string> = {}) {
    const all = authorization === undefined ? headers : { ...headers, authorization };
    const answer = await this.application.inject({ method: 'GET', url, headers: all });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      body: answer.body,
      json: (): unknown => answer.json(),
    };
  }

  async addInstance(founded: FoundedOrganization, accountId = founded.accountId) {
    const instance = Object.assign(new Instance(), {
      ...{ organizationId: founded.organization.id, accountId, userId: founded.user.id },
      ...{ elementKey: 'emfluence', name: 'one', tags: ['one'], configuration: {}, sealedConfiguration: '' },
    });
    const { id: instanceId } = await this.dataSource.manager.save(instance);
    const owner = { organizationId: founded.organization.id, instanceId };
    return { ...owner, token: await this.secrets.issue('element', owner) };
  }

  async addUser(founded: FoundedOrganization, email: string, role: Role, accountId = founded.accountId) {
    const user = Object.assign(new User(), {
      ...{ organizationId: founded.organization.id, accountId, email, emailKey: email.toLowerCase(), role },
      ...{ firstName: 'Some', lastName: 'Body', passwordHash: await hashPassword(password) },
    });
    const { id: userId } = await this.dataSource.manager.save(user);
    const owner = { organizationId: founded.organization.id, userId };
    return { ...owner, secret: await this.secrets.issue('user', owner) };
  }

  async addAccount(founded: FoundedOrganization, name: string, active = true): Promise<number> {
    const organizationId = founded.organization.id;
    const account = Object.assign(new Account(), { organizationId, name, externalId: name, active });
    return (await this.dataSource.manager.save(account)).id;
  }
}
