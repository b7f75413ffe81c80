import { Injectable } from '@nestjs/common';
import { CallerSecrets } from '../caller-secrets.js';
import { PasswordCheck } from '../password-check.js';
import { unauthenticated } from '../unauthenticated.js';
import { UsersRepository } from '../users.repository.js';
import type { ConsoleLoginForm } from './console-login-form.js';
import { ConsoleSessions } from './console-sessions.js';

export interface ConsoleSecrets {
  /** The user's secret. */
  readonly user: string;
  /** The organization's secret. */
  readonly company: string;
}

@Injectable()
export class ConsoleLogin {
  private readonly sessions = new ConsoleSessions();

  constructor(
    private readonly users: UsersRepository,
    private readonly passwords: PasswordCheck,
    private readonly secrets: CallerSecrets,
  ) {}

  /**
   * Where one e-mail and password fit users of several organizations, the oldest of them is meant.
   *
   * @returns the session cookie
   */
  async open(form: ConsoleLoginForm, address: string): Promise<string> {
    const emailKey = form.username.toLowerCase();
    const candidates = emailKey.includes('\0') ? [] : await this.users.findForLogin(emailKey);
    const user = await this.passwords.find(candidates, { emailKey, address, password: form.password });
    if (user === undefined) throw unauthenticated();
    await this.users.noteLogin(user.organizationId, user.id, new Date());
    return this.sessions.open({ organizationId: user.organizationId, userId: user.id });
  }

  /** A user who was disabled after the login gets nothing more. */
  async readSecrets(cookie: string | undefined): Promise<ConsoleSecrets> {
    const session = cookie === undefined ? undefined : this.sessions.find(cookie);
    if (session === undefined) throw unauthenticated();

    const { organizationId, userId } = session;
    const owner = await this.users.findById({ organizationId }, userId);
    const user = await this.secrets.reveal('user', { organizationId, userId });
    const company = await this.secrets.reveal('organization', { organizationId });
    if (owner?.active !== true || user === undefined || company === undefined) throw unauthenticated();
    return { user, company };
  }
}
