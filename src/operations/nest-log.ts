import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** The framework's own messages in the gateway's log. Its start-up chatter is kept for `LOG_LEVEL=debug`. */
export class NestLog implements LoggerService {
  constructor(private readonly target: Logger) {}

  debug(message: unknown, context?: unknown): void {
    this.target.debug({ context }, String(message));
  }

  verbose(message: unknown, context?: unknown): void {
    this.target.trace({ context }, String(message));
  }

  /** Nest logs every module and route it makes as plain "log". */
  log(message: unknown, context?: unknown): void {
    this.target.debug({ context }, String(message));
  }

  warn(message: unknown, context?: unknown): void {
    this.target.warn({ context }, String(message));
  }

  error(message: unknown, ...rest: readonly unknown[]): void {
    this.target.error({ context: rest.at(-1) }, String(message));
  }

  fatal(message: unknown, context?: unknown): void {
    this.target.fatal({ context }, String(message));
  }
}
