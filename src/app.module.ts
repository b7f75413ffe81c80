import { Module, type DynamicModule } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { AuthenticationModule } from './authentication/authentication.module.js';
import { Environment } from './config/environment.js';
import { KEY_RING, type KeyRing } from './config/keys.js';
import { FieldCipher } from './database/field-cipher.js';
import { Leases } from './database/leases.js';
import { DocumentsModule } from './documents/documents.module.js';
import { HubsModule } from './hubs/hubs.module.js';
import { InstancesModule } from './instances/instances.module.js';
import { HealthController } from './operations/health.controller.js';

/** What the gateway is given from outside: read, connected and migrated before it is made. */
export interface AppSettings {
  readonly environment: Environment;
  readonly keys: KeyRing;
  readonly database: DataSource;
}

@Module({})
export class AppModule {
  static with({ environment, keys, database }: AppSettings): DynamicModule {
    const given = [
      { provide: Environment, useValue: environment },
      { provide: KEY_RING, useValue: keys },
      { provide: DataSource, useValue: database },
      { provide: FieldCipher, useValue: new FieldCipher(keys) },
      Leases,
    ];
    return {
      module: AppModule,
      global: true,
      imports: [AuthenticationModule, InstancesModule, HubsModule, DocumentsModule],
      controllers: [HealthController],
      providers: given,
      exports: given,
    };
  }
}
