import { Module } from '@nestjs/common';
import { KEY_RING, type KeyRing } from '../config/keys.js';
import { InstancesModule } from '../instances/instances.module.js';
import { Transformations } from '../transformations/transformations.js';
import { VendorHttpModule } from '../vendor-http/vendor-http.module.js';
import { AccountSchemas } from './account-schemas.js';
import { CatalogueController } from './catalogue.controller.js';
import { HubPing } from './hub-ping.js';
import { HubRequestHandler } from './hub-request.handler.js';
import { RecordKeeper } from './keep-records.js';
import { RowKeeper } from './keep-rows.js';
import { RecordLister } from './list-records.js';
import { RecordMapper } from './map-records.js';
import { MarketingHubController } from './marketing/marketing-hub.controller.js';
import { PageCursor } from './page-cursor.js';
import { OperationRunner } from './run-operation.js';

@Module({
  imports: [InstancesModule, VendorHttpModule],
  controllers: [CatalogueController, MarketingHubController],
  providers: [
    HubRequestHandler,
    HubPing,
    RecordLister,
    RecordKeeper,
    RowKeeper,
    RecordMapper,
    OperationRunner,
    AccountSchemas,
    Transformations,
    { provide: PageCursor, useFactory: (keys: KeyRing) => new PageCursor(keys.pepper), inject: [KEY_RING] },
  ],
  exports: [HubRequestHandler, AccountSchemas],
})
export class HubsModule {}
