import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { Pacer } from './pacer.js';
import { TokenRequest } from './token-request.js';
import { VendorAgents } from './vendor-agents.js';
import { VendorClient } from './vendor-client.js';
import { VendorTransport } from './vendor-transport.js';

/** The only door to providers. Needs `Environment` from a global module. */
@Module({
  imports: [HttpModule.register({})],
  providers: [VendorAgents, Pacer, VendorTransport, VendorClient, TokenRequest],
  exports: [VendorClient, TokenRequest],
})
export class VendorHttpModule {}
