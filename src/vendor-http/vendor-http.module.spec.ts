import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Environment, readEnvironment } from '../config/environment.js';
import { Deadline } from './deadline.js';
import { connectionTo, operation, startProvider } from './local-provider.fixture.js';
import { TokenRequest } from './token-request.js';
import { VendorClient } from './vendor-client.js';
import { VendorHttpModule } from './vendor-http.module.js';

describe('VendorHttpModule', () => {
  it('puts together a client that works', async () => {
    const provider = await startProvider((_request, response) => void response.end('{"ok":true}'));
    const environment = readEnvironment({ NODE_ENV: 'test', HUB_EGRESS_ALLOW: provider.origin });

    @Global()
    @Module({ providers: [{ provide: Environment, useValue: environment }], exports: [Environment] })
    class Settings {}

    @Module({ imports: [Settings, VendorHttpModule] })
    class Application {}

    const context = await NestFactory.createApplicationContext(Application, { logger: false });
    const reply = await context
      .get(VendorClient)
      .send(connectionTo(provider.origin), operation('read'), {}, new Deadline(2000));
    expect(reply.body).toEqual({ ok: true });
    expect(context.get(TokenRequest)).toBeInstanceOf(TokenRequest);
    await context.close();
    await provider.close();
  });
});
