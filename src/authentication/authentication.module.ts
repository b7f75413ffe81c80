import { Module } from '@nestjs/common';
import { AccountsController } from './accounts.controller.js';
import { AccountsRepository } from './accounts.repository.js';
import { AuthenticationGuard } from './authentication.guard.js';
import { CallerSecrets } from './caller-secrets.js';
import { ConsoleLoginController } from './console-login/console-login.controller.js';
import { ConsoleLogin } from './console-login/console-login.js';
import { CredentialLookup } from './credential-lookup.js';
import { OrganizationFounder } from './organization-founder.js';
import { OrganizationsController } from './organizations.controller.js';
import { PasswordCheck } from './password-check.js';
import { UsersController } from './users.controller.js';
import { UsersRepository } from './users.repository.js';

/** Takes the data source, the environment, the key ring and the field cipher from global providers. */
@Module({
  controllers: [UsersController, AccountsController, OrganizationsController, ConsoleLoginController],
  providers: [
    AccountsRepository,
    AuthenticationGuard,
    CallerSecrets,
    ConsoleLogin,
    CredentialLookup,
    OrganizationFounder,
    PasswordCheck,
    UsersRepository,
  ],
  exports: [AuthenticationGuard, CallerSecrets, CredentialLookup, OrganizationFounder],
})
export class AuthenticationModule {}
