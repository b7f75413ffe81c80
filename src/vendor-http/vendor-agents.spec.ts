import { afterEach, describe, expect, it } from '@jest/globals';
import type { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Deadline } from './deadline.js';
import {
  connectionTo,
  createGateway,
  operation,
  plainElement,
  startProvider,
  type LocalProvider,
} from './local-provider.fixture.js';
import { VendorAgents } from './vendor-agents.js';

const url = new URL('https://api.plain.example');
const lookupOf = (agents: VendorAgents, target = url): LookupFunction | undefined =>
  (agents.agentFor(plainElement, target) as HttpsAgent).options.lookup;

let provider: LocalProvider | undefined;
afterEach(async () => {
  await provider?.close();
  provider = undefined;
});

describe('VendorAgents', () => {
  it('keeps one agent for an element and origin, capped as the element declares', () => {
    const agents = new VendorAgents({ egressAllow: [] });
    const agent = agents.agentFor(plainElement, url);
    expect(agents.agentFor(plainElement, new URL('https://api.plain.example/other'))).toBe(agent);
    expect(agents.agentFor({ ...plainElement, key: 'twin' }, url)).not.toBe(agent);
    expect(agents.agentFor(plainElement, new URL('https://login.plain.example'))).not.toBe(agent);
    expect(agent).toMatchObject({ maxSockets: 4, maxTotalSockets: 4, keepAlive: true });
  });

  it('resolves names to public addresses only, but for what the operator allows and what a proxy resolves', () => {
    expect(lookupOf(new VendorAgents({ egressAllow: [] }))).toBeInstanceOf(Function);
    expect(lookupOf(new VendorAgents({ egressAllow: ['api.plain.example'] }))).toBeUndefined();
    expect(lookupOf(new VendorAgents({ egressAllow: [], httpsProxy: 'http://proxy.internal:3128' }))).toBeUndefined();
  });

  it('does not connect to a name that points inside', async () => {
    const gateway = createGateway();
    const element = { ...plainElement, hosts: ['localhost'] };
    await expect(
      gateway.client.send(connectionTo('https://localhost', { element }), operation('read'), {}, new Deadline(2000)),
    ).rejects.toMatchObject({ reason: 'PROVIDER_UNAVAILABLE', cause: new Error('EGRESS_REFUSED') });
  });

  it('keeps a connection for the next call, and lets it go after four idle seconds', async () => {
    const ports = new Set<number | undefined>();
    provider = await startProvider((request, response) => {
      ports.add(request.socket.remotePort);
      response.end('{}');
    });
    const gateway = createGateway({ HUB_EGRESS_ALLOW: provider.origin });
    const send = () =>
      gateway.client.send(connectionTo(provider?.origin ?? ''), operation('read'), {}, new Deadline(2000));
    const agent = gateway.agents.agentFor(plainElement, new URL(provider.origin));
    await send();
    await send();
    expect(ports.size).toBe(1);
    expect(Object.keys(agent.freeSockets)).toHaveLength(1);
    await sleep(4500);
    expect(Object.keys(agent.freeSockets)).toHaveLength(0);
  });

  it('opens no more connections than the element has sockets, whatever comes at once', async () => {
    const ports = new Set<number | undefined>();
    provider = await startProvider((request, response) => {
      ports.add(request.socket.remotePort);
      setTimeout(() => response.end('{}'), 10);
    });
    const gateway = createGateway({ HUB_EGRESS_ALLOW: provider.origin });
    const connection = connectionTo(provider.origin);
    await Promise.all(
      Array.from({ length: 40 }, () => gateway.client.send(connection, operation('read'), {}, new Deadline(5000))),
    );
    gateway.agents.onApplicationShutdown();
    expect(ports.size).toBe(4);
  });

  it('forgets agents without connections when tenants name ever more hosts', () => {
    const agents = new VendorAgents({ egressAllow: [] });
    const first = agents.agentFor(plainElement, url);
    for (let tenant = 0; tenant < 200; tenant += 1)
      agents.agentFor(plainElement, new URL(`https://t${tenant}.tenants.plain.example`));
    expect(agents.agentFor(plainElement, url)).not.toBe(first);
  });
});
