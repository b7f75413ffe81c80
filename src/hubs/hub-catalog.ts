import { elementCatalog } from '../elements/element-catalog.js';
import { GatewayError } from '../errors/gateway-error.js';

/** One API for all elements of a category. */
export interface Hub {
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly description: string;
}

export const hubs: readonly Hub[] = [
  {
    id: 12,
    key: 'marketing',
    name: 'Marketing',
    description: 'Contacts, lists, campaigns and e-mails of marketing platforms.',
  },
];

/** Throws NOT_FOUND for a key that no hub has. */
export function findHub(key: string): Hub {
  const hub = hubs.find((candidate) => candidate.key === key);
  if (!hub) throw new GatewayError('NOT_FOUND', `No hub found with key ${key.slice(0, 64)}`);
  return hub;
}

/** `hydrated` adds the resources that at least one of the hub's elements has. */
export function toHubAnswer(hub: Hub, hydrated: boolean): Record<string, unknown> {
  return { ...hub, active: true, ...(hydrated && { resources: resourcesOf(hub) }) };
}

function resourcesOf({ key }: Hub): readonly Record<string, unknown>[] {
  const elements = elementCatalog.all().filter(({ hub }) => hub === key);
  const names = new Set(elements.flatMap(({ resources }) => Object.keys(resources)));
  return [...names].map((name) => {
    const having = elements.filter(({ resources }) => Object.hasOwn(resources, name));
    return { name, path: `/hubs/${key}/${name}`, elements: having.map((element) => element.key) };
  });
}
