import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AttemptLimiter } from './attempt-limiter.js';
import { hashPassword, verifyPassword } from './passwords.js';

const minuteMs = 60_000;

/** Whom a password is tried for, and from where. */
export interface PasswordAttempt {
  readonly emailKey: string;
  readonly address: string;
  readonly password: string;
}

/** The one place where a password is tried, so that every way in shares the same limits. */
@Injectable()
export class PasswordCheck {
  private readonly perPerson = new AttemptLimiter({ attempts: 10, windowMs: minuteMs, keys: 10_000 });
  private readonly perAddress = new AttemptLimiter({ attempts: 60, windowMs: minuteMs, keys: 10_000 });
  private readonly hashOfNobody = hashPassword(randomBytes(32).toString('base64'));

  /**
   * @returns the first candidate whose password it is; no candidates cost as much time as one
   * @throws GatewayError RATE_LIMITED after ten failures a minute for a person from one address, or sixty from one
   * address
   */
  async find<Candidate extends { readonly passwordHash: string }>(
    candidates: readonly Candidate[],
    attempt: PasswordAttempt,
  ): Promise<Candidate | undefined> {
    const giveBack = this.take(attempt);
    const match = await this.firstMatch(candidates, attempt.password);
    if (match !== undefined) giveBack();
    return match;
  }

  private take(attempt: PasswordAttempt): () => void {
    const giveBackAddress = this.perAddress.take(attempt.address);
    try {
      const giveBackPerson = this.perPerson.take(`${attempt.address} ${attempt.emailKey}`);
      return () => {
        giveBackAddress();
        giveBackPerson();
      };
    } catch (error) {
      // No password was tried: the address must not pay for it, or one person's limit would lock out a whole office.
      giveBackAddress();
      throw error;
    }
  }

  private async firstMatch<Candidate extends { readonly passwordHash: string }>(
    candidates: readonly Candidate[],
    password: string,
  ): Promise<Candidate | undefined> {
    if (candidates.length === 0) await verifyPassword(await this.hashOfNobody, password);
    for (const candidate of candidates) {
      if (await verifyPassword(candidate.passwordHash, password)) return candidate;
    }
    return undefined;
  }
}
