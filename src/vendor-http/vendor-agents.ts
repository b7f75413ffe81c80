import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Agent as HttpAgent, type AgentOptions } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { Environment } from '../config/environment.js';
import type { ElementDefinition } from '../elements/element-definition.js';
import { isAllowedByOperator } from './host-list.js';
import { createPublicLookup } from './public-lookup.js';

/** Shorter than the servers' usual five seconds, so that it is rarely they who close. */
const KEEP_ALIVE_MS = 4000;
const MANY_AGENTS = 200;

const publicLookup = createPublicLookup();

export type EgressEnvironment = Pick<Environment, 'egressAllow' | 'httpsProxy' | 'httpProxy' | 'noProxy'>;

/** Keeps the connections to providers: one agent for each element and origin, which never has more sockets than declared. */
@Injectable()
export class VendorAgents implements OnApplicationShutdown {
  private readonly agents = new Map<string, HttpAgent>();

  constructor(@Inject(Environment) private readonly environment: EgressEnvironment) {}

  agentFor(element: ElementDefinition, url: URL): HttpAgent {
    const key = `${element.key} ${url.origin}`;
    const known = this.agents.get(key);
    if (known) return known;
    if (this.agents.size >= MANY_AGENTS) this.forgetIdleAgents();
    const options = this.toOptions(element, url);
    const agent = url.protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options);
    this.agents.set(key, agent);
    return agent;
  }

  onApplicationShutdown(): void {
    for (const agent of this.agents.values()) agent.destroy();
    this.agents.clear();
  }

  private toOptions({ limits }: ElementDefinition, url: URL): AgentOptions {
    const proxyEnv = this.toProxyEnv(url);
    // Behind a proxy it is the proxy that resolves the name.
    const mustBePublic = !proxyEnv && !isAllowedByOperator(url, this.environment);
    return {
      keepAlive: true,
      timeout: KEEP_ALIVE_MS,
      maxSockets: limits.sockets,
      maxTotalSockets: limits.sockets,
      maxFreeSockets: limits.sockets,
      ...(proxyEnv && { proxyEnv }),
      ...(mustBePublic && { lookup: publicLookup }),
    };
  }

  /** Undefined where no proxy applies. Loopback is this machine's own: a proxy could not even reach it. */
  private toProxyEnv(url: URL): NodeJS.ProcessEnv | undefined {
    const { httpsProxy, httpProxy, noProxy } = this.environment;
    const proxy = url.protocol === 'https:' ? httpsProxy : httpProxy;
    if (!proxy || isLoopback(url.hostname)) return undefined;
    return {
      ...(httpsProxy && { HTTPS_PROXY: httpsProxy }),
      ...(httpProxy && { HTTP_PROXY: httpProxy }),
      ...(noProxy && { NO_PROXY: noProxy }),
    };
  }

  private forgetIdleAgents(): void {
    for (const [key, agent] of this.agents) {
      const isIdle = [agent.sockets, agent.requests, agent.freeSockets].every((pool) => Object.keys(pool).length === 0);
      if (isIdle) this.agents.delete(key);
    }
  }
}

/** Closes kept connections that nobody uses, so that the next call opens a new one. */
export function closeIdleSockets(agent: HttpAgent): void {
  for (const sockets of Object.values(agent.freeSockets)) for (const socket of sockets ?? []) socket.destroy();
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}
