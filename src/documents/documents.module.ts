import { Module } from '@nestjs/common';
import { HubsModule } from '../hubs/hubs.module.js';
import { InstancesModule } from '../instances/instances.module.js';
import { DescribedAccounts } from './described-accounts.js';
import { ElementDocumentsController } from './element-documents.controller.js';
import { ErrorsController } from './errors.controller.js';
import { InstanceDocumentsController } from './instance-documents.controller.js';
import { ObjectsController } from './objects.controller.js';
import { ReferencePageController } from './reference-page.controller.js';

/** Everything that is told about the calls, derived from what is declared. Takes the environment from a global provider. */
@Module({
  imports: [HubsModule, InstancesModule],
  controllers: [
    ElementDocumentsController,
    InstanceDocumentsController,
    ObjectsController,
    ErrorsController,
    ReferencePageController,
  ],
  providers: [DescribedAccounts],
})
export class DocumentsModule {}
