import type { ElementDefinition } from '../../src/elements/element-definition.js';
import { Transformations } from '../../src/transformations/transformations.js';
import {
  provisionEmfluence,
  provisionKeap,
  startTestGateway,
  type HubReply,
  type TestGateway,
} from '../support/gateway.js';
import {
  startTestSandbox,
  type EmfluenceAccount,
  type JournalEntry,
  type KeapAccount,
  type Provider,
  type TestSandbox,
} from '../support/sandbox.js';
import { pathOf, type Place } from './places.js';
import { samples, type Given, type Sample } from './samples.js';

export type Body = Readonly<Record<string, unknown>>;
type Account = EmfluenceAccount & KeapAccount;

export interface World {
  readonly sandbox: TestSandbox;
  readonly gateway: TestGateway;
  stop(): Promise<void>;
}

export async function startWorld(env: Readonly<Record<string, string>> = {}): Promise<World> {
  const sandbox = await startTestSandbox();
  await sandbox.control('PUT', '/settings', { limits: 'off', transactional: true });
  const gateway = await startTestGateway(sandbox, { HUB_LIMITS_SCALE: '1000', ...env });
  return {
    sandbox,
    gateway,
    stop: async () => {
      await gateway.stop();
      await sandbox.stop();
    },
  };
}

const providers: Readonly<Record<string, Provider>> = { emfluence: 'emfluence', infusionsoftmarketing: 'keap' };
const transformations = new Transformations();
let made = 0;

/** An account of an element's provider with a few people in it, and the calls that a row of the matrix makes. */
export class MatrixScene {
  private constructor(
    private readonly world: World,
    private readonly element: ElementDefinition,
    private readonly token: string,
  ) {}

  static async of(world: World, element: ElementDefinition, contacts = 3): Promise<MatrixScene> {
    const provider = providers[element.key];
    if (!provider) throw new Error(`The sandbox plays no provider for ${element.key}.`);
    const account = await world.sandbox.control<Account>('POST', '/accounts', { provider });
    await world.sandbox.control('POST', '/seed', { provider, account: account.id, contacts });
    const { gateway, sandbox } = world;
    const { token } =
      provider === 'keap'
        ? await provisionKeap(gateway, sandbox, account)
        : await provisionEmfluence(gateway, sandbox, account);
    return new MatrixScene(world, element, token);
  }

  send(
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<HubReply<unknown>> {
    return this.world.gateway.withToken(this.token).call(method, path, body, headers);
  }

  hub(method: string, path: string, body?: unknown): Promise<HubReply<unknown>> {
    return this.send(method, `/hubs/marketing${path}`, body);
  }

  /** The answer and the provider calls it took. */
  async watch(
    method: string,
    path: string,
    body?: unknown,
  ): Promise<{ reply: HubReply<unknown>; calls: readonly JournalEntry[] }> {
    const since = await this.world.sandbox.mark();
    const reply = await this.hub(method, path, body);
    return { reply, calls: await this.world.sandbox.journal(providers[this.element.key] ?? 'keap', since) };
  }

  /** A record in this place, with the record above it where there is one. */
  async record(place: Place): Promise<{ id: string; parentId: string }> {
    const parentId = await this.parentOf(place);
    return { id: await this.existing(place, parentId), parentId };
  }

  async parentOf({ sample, parent }: Place): Promise<string> {
    if (!parent) return '';
    const making = sampleOf(sample).parent;
    return making ? making(this.given('')) : this.make(parent.sample);
  }

  /** What is sent for one operation; in the provider's own shape where the provider's own name is called. */
  async body(place: Place, operation: 'create' | 'createMany' | 'update', parentId: string): Promise<unknown> {
    const { [operation]: making, rawInHubWords } = sampleOf(place.sample);
    if (!making) throw new Error(`The matrix has no sample for ${operation} of "${place.sample}".`);
    const body = await making(this.given(parentId));
    if (!place.raw || rawInHubWords) return body;
    const toVendor = (one: Body): Body =>
      transformations.for(place.resource).toVendor(one, { customFields: [], customFieldNames: 'label' });
    return Array.isArray(body) ? body.map((one: Body) => toVendor(one)) : toVendor(body as Body);
  }

  private given(parentId: string): Given {
    made += 1;
    return {
      element: this.element.key,
      parentId,
      fresh: `matrix.${made}`,
      make: (resource) => this.make(resource),
      call: async (method, path, body) => {
        const reply = await this.hub(method, path, body);
        if (reply.status !== 200)
          throw new Error(`${method} ${path} ${JSON.stringify(body)}: ${reply.status} ${JSON.stringify(reply.body)}`);
        return reply.body;
      },
    };
  }

  private make(name: string): Promise<string> {
    const resource = this.element.resources[name];
    if (!resource) throw new Error(`${this.element.key} has no "${name}".`);
    return this.existing({ name, sample: name, raw: false, resource }, '');
  }

  /** Made where the element can make one, else the first of those that are there. */
  private async existing(place: Place, parentId: string): Promise<string> {
    const hubPlace: Place = {
      ...place,
      raw: false,
      name: place.sample,
      ...(place.parent && { parent: { name: place.parent.sample, sample: place.parent.sample } }),
    };
    const { existing, isAction } = sampleOf(place.sample);
    if (isAction) return parentId;
    const given = this.given(parentId);
    if (existing) return existing(given);
    const path = pathOf(hubPlace, parentId);
    if (place.resource.operations.create)
      return String(((await given.call('POST', path, await this.body(hubPlace, 'create', parentId))) as Body)['id']);
    return String(((await given.call('GET', path)) as readonly Body[])[0]?.['id']);
  }
}

export function sampleOf(name: string): Sample {
  const sample = samples[name];
  if (!sample) throw new Error(`The matrix has no sample for "${name}".`);
  return sample;
}
