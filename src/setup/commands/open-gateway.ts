import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { destination, pino } from 'pino';
import { AppModule } from '../../app.module.js';
import { withEgress, type Environment } from '../../config/environment.js';
import { NestLog } from '../../operations/nest-log.js';
import { readCredentials } from '../credentials-file.js';
import { openFoundation } from '../foundation.js';

/** All parts of the gateway without its server, on the database of the gateway that may be running. */
export interface OpenGateway {
  readonly application: INestApplicationContext;
  close(): Promise<void>;
}

export async function openGateway(environment: Environment): Promise<OpenGateway> {
  const foundation = await openFoundation(environment);
  try {
    const settings = { ...foundation, environment: withSandbox(environment) };
    const log = pino({ level: 'warn', base: null }, destination({ fd: 2, sync: true }));
    const logger = new NestLog(log);
    const application = await NestFactory.createApplicationContext(AppModule.with(settings), {
      logger,
      abortOnError: false,
    });
    return {
      application,
      close: async () => {
        await application.close();
        await foundation.close();
      },
    };
  } catch (error) {
    await foundation.close();
    throw error;
  }
}

/** The sandbox belongs to the gateway process; what that process may reach, its commands may reach as well. */
function withSandbox(environment: Environment): Environment {
  const sandboxUrl = environment.sandbox ? readCredentials(environment.dataDir)?.sandboxUrl : undefined;
  return sandboxUrl === undefined ? environment : withEgress(environment, sandboxUrl);
}
