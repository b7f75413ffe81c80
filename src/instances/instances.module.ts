import { Module } from '@nestjs/common';
import { AuthenticationModule } from '../authentication/authentication.module.js';
import { FieldCipher } from '../database/field-cipher.js';
import { VendorHttpModule } from '../vendor-http/vendor-http.module.js';
import { Connections } from './connections.js';
import { CredentialProof } from './credential-proof.js';
import { CredentialVault } from './credential-vault.js';
import { ElementInstancesController } from './element-instances.controller.js';
import { GrantsRepository } from './grants.repository.js';
import { InstanceAnswers } from './instance-answers.js';
import { InstanceChanges } from './instance-changes.js';
import { InstanceDirectory } from './instance-directory.js';
import { InstanceProvisioner } from './instance-provisioner.js';
import { InstanceResolver } from './instance-resolver.js';
import { InstancesController } from './instances.controller.js';
import { InstancesRepository } from './instances.repository.js';
import { OAuthCallbackController } from './oauth/oauth-callback.controller.js';
import { OAuthUrlController } from './oauth/oauth-url.controller.js';
import { PendingConsents } from './oauth/pending-consents.js';
import { TokenEndpoint } from './oauth/token-endpoint.js';
import { OwnInstanceController } from './own-instance.controller.js';
import { TokenRefresher } from './token-refresher.js';

/** Takes the data source, the environment and the field cipher from global providers. */
@Module({
  imports: [AuthenticationModule, VendorHttpModule],
  controllers: [
    OwnInstanceController,
    InstancesController,
    ElementInstancesController,
    OAuthUrlController,
    OAuthCallbackController,
  ],
  providers: [
    {
      provide: CredentialVault,
      useFactory: (cipher: FieldCipher) => new CredentialVault(cipher),
      inject: [FieldCipher],
    },
    Connections,
    CredentialProof,
    GrantsRepository,
    InstanceAnswers,
    InstanceChanges,
    InstanceDirectory,
    InstanceProvisioner,
    InstanceResolver,
    InstancesRepository,
    PendingConsents,
    TokenEndpoint,
    TokenRefresher,
  ],
  exports: [InstanceProvisioner, InstanceResolver, InstanceDirectory, PendingConsents],
})
export class InstancesModule {}
