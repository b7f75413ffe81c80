import { Controller, Get } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Credentials } from '../authentication/credentials.decorator.js';
import { GatewayError } from '../errors/gateway-error.js';

/** For whatever keeps the gateway running. Providers are not asked: their failures are not this process's. */
@Controller('health')
@Credentials('none')
export class HealthController {
  constructor(private readonly database: DataSource) {}

  /** The process answers. */
  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The process can serve: its database answers. */
  @Get('ready')
  async ready(): Promise<{ status: 'ok' }> {
    try {
      await this.database.query('SELECT 1');
    } catch (cause) {
      throw new GatewayError('UNAVAILABLE', 'The database does not answer.', { retryAfterSeconds: 1, cause });
    }
    return { status: 'ok' };
  }
}
