import type { SandboxContext, SandboxReply } from '../../provider.js';
import { toFailure } from './envelope.js';
import { codes, Refusal } from './refusal.js';

const mostConnections = 5;
const mostPerSecond = 9;

/** What the provider does to callers that are too many or too fast; only while the setting `limits` is 'on'. */
export class Limits {
  private readonly recent = new Map<string, number[]>();

  constructor(private readonly context: SandboxContext) {}

  /** The refusal of a sixth connection, or undefined. */
  refuse(): SandboxReply | undefined {
    const { settings } = this.context;
    if (settings.get<string>('limits') !== 'on' || this.connections() <= mostConnections) return undefined;
    this.context.countThrottled();
    if (settings.get<string>('tooManyConnections') === 'code-5') {
      return toFailure(settings, new Refusal(codes.tooManyRequests, 'Too many concurrent requests'));
    }
    return { status: 403, headers: { 'Content-Type': 'text/html; charset=UTF-8' }, body: '<h1>403 Forbidden</h1>' };
  }

  /** How an answer must be held back: the tenth request of a second and those after it wait one to two seconds. */
  pace(token: string): Pick<SandboxReply, 'delayMs' | 'headers'> | undefined {
    const { settings } = this.context;
    const processed = this.countRecent(settings.get<string>('throttlePer') === 'token' ? token : '');
    if (settings.get<string>('limits') !== 'on' || processed <= mostPerSecond) return undefined;
    this.context.countThrottled();
    const seconds = Math.min(2, 1 + (processed - mostPerSecond) / 10);
    const running = this.context.runningRequests();
    const sentence =
      `This request was throttled for ${seconds} seconds. Requests running: ${running} (maximum ${mostConnections}). ` +
      `Requests processed in the last second: ${processed}.`;
    return { delayMs: seconds * 1000, headers: { 'X-API-RateLimit-Throttled': sentence } };
  }

  reset(): void {
    this.recent.clear();
  }

  private connections(): number {
    const idleCount = this.context.settings.get<boolean>('idleSocketsCount');
    return idleCount ? this.context.openConnections() : this.context.runningRequests();
  }

  private countRecent(caller: string): number {
    const now = this.context.clock.now();
    const times = (this.recent.get(caller) ?? []).filter((time) => time > now - 1000 && time <= now);
    times.push(now);
    this.recent.set(caller, times);
    return times.length;
  }
}
