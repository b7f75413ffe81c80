import { setTimeout as delay } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import type { Owner } from './find-owner.js';
import { Environment } from '../../config/environment.js';
import { InstanceDirectory } from '../../instances/instance-directory.js';
import { InstanceProvisioner } from '../../instances/instance-provisioner.js';
import { toOAuthUrl } from '../../instances/oauth/oauth-url.js';
import { PendingConsents } from '../../instances/oauth/pending-consents.js';
import { readNewInstance } from '../../instances/read-instance-request.js';
import type { ConnectArguments } from './read-connect-arguments.js';
import { readRedirect } from './read-redirect.js';
import { InputEnded, type Terminal } from './terminal.js';

const pollMs = 1_000;
/** As long as a state is good for, and a little for the provider's answers. */
const patienceMs = 11 * 60_000;

export interface ConsentRequest {
  readonly given: ConnectArguments;
  readonly owner: Owner['caller'];
  /** As it will be provisioned, without the code. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly configuration: Readonly<Record<string, string>>;
}

/** One consent in a browser, from the address that begins it to the instance that it ends in. */
export class Consent {
  private readonly consents: PendingConsents;
  private readonly directory: InstanceDirectory;
  private readonly provisioner: InstanceProvisioner;
  private readonly environment: Environment;

  constructor(
    application: INestApplicationContext,
    private readonly terminal: Terminal,
    private readonly request: ConsentRequest,
  ) {
    this.consents = application.get(PendingConsents);
    this.directory = application.get(InstanceDirectory);
    this.provisioner = application.get(InstanceProvisioner);
    this.environment = application.get(Environment);
  }

  /** Answers the id of the instance, whichever of paste and callback makes it. */
  async complete(): Promise<number> {
    const { given, owner, body } = this.request;
    const newest = await this.newestOfName();
    // The URL first: a mistake in what was given must not leave a consent behind.
    this.urlFor('');
    const state = await this.consents.begin({ owner, elementKey: given.element.key, body });
    this.invite(this.urlFor(state));
    const pasted = this.askForCode(state).then((code) => this.finish(state, code));
    if (!given.isServed) return pasted;
    // Without anybody at the keyboard the callback alone finishes it.
    const stillPossible = pasted.catch((error: unknown) =>
      error instanceof InputEnded ? new Promise<never>(() => undefined) : Promise.reject(error),
    );
    return Promise.race([stillPossible, this.appears(newest)]);
  }

  private urlFor(state: string): string {
    const { given, configuration } = this.request;
    const baseUrl = configuration['oauth.authorization.url'];
    const apiKey = configuration['oauth.api.key'];
    return toOAuthUrl(given.element, {
      callbackUrl: given.callback,
      state,
      ...(apiKey !== undefined && { apiKey }),
      ...(baseUrl !== undefined && { baseUrl }),
    });
  }

  private invite(url: string): void {
    const { callback, isServed, element } = this.request.given;
    this.terminal.say(`\nThe redirect address ${callback} must be registered at ${element.name}.`);
    this.terminal.say(`Open this address within ten minutes and consent:\n\n${url}\n`);
    if (isServed)
      return this.terminal.say(
        'The gateway finishes the connection by itself; or paste the address that the browser was sent to.',
      );
    this.terminal.say(
      'The browser is then sent to an address that it may be unable to open. Copy that address, with its code, and paste it here.',
    );
  }

  private async askForCode(state: string): Promise<string> {
    for (;;) {
      const redirect = readRedirect(await this.terminal.ask('Address or code: '), state);
      if (redirect.kind === 'code') return redirect.code;
      if (redirect.kind === 'denied') {
        await this.consents.take(state);
        throw new Refused(`The consent was not given (provider: ${redirect.words})`);
      }
      this.terminal.say(redirect.words);
    }
  }

  private async finish(state: string, code: string): Promise<number> {
    const pending = await this.consents.take(state);
    if (!pending) throw new Refused('This consent has been used already or is older than ten minutes; begin again.');
    const body = { ...pending.body, providerData: { code } };
    return this.provisioner.provision(
      pending.owner,
      readNewInstance(body, this.environment, this.request.given.element),
    );
  }

  /** The gateway that receives the callback is another process; the instance tells that it has. */
  private async appears(after: number): Promise<number> {
    const end = performance.now() + patienceMs;
    while (performance.now() < end) {
      await delay(pollMs);
      const newest = await this.newestOfName();
      if (newest > after) return newest;
    }
    throw new Refused('No consent arrived within ten minutes; begin again.');
  }

  private async newestOfName(): Promise<number> {
    const { given, owner, body } = this.request;
    const query = { searchText: String(body['name']), pageSize: '1000', hydrate: 'false' };
    const { items } = await this.directory.list(owner, query, given.element.key);
    return Math.max(
      0,
      ...items.flatMap(({ id, name }) => (typeof id === 'number' && name === body['name'] ? [id] : [])),
    );
  }
}

class Refused extends Error {}
