import { randomUUID } from 'node:crypto';
import type { SandboxContext, SandboxReply, SandboxRequest } from '../provider.js';
import type { Call, Route } from './call.js';
import { authenticate, isCaller } from './credentials.js';
import type { Caller } from './credentials.js';
import type { KeapState } from './keap-state.js';
import { blankLimitHeaders, countCall, limitHeaders, throttledReply } from './limits.js';
import { Refusal } from './refusal.js';
import type { ApiVersion } from './replies.js';
import { malformedRequest, pageNotFound, refusalReply } from './replies.js';
import type { Routing } from './routing.js';

const API_ROOT = '/crm/rest';

function withHeaders(reply: SandboxReply, headers: Record<string, string>): SandboxReply {
  return { ...reply, headers: { ...headers, ...reply.headers } };
}

function needsBody(method: string): boolean {
  return method === 'POST' || method === 'PUT' || method === 'PATCH';
}

/** The gateway and the routing in front of the resources: front end, authentication, limits, then the operation. */
export class KeapApi {
  constructor(
    private readonly context: SandboxContext,
    private readonly routing: Routing,
  ) {}

  answer(state: KeapState, request: SandboxRequest): SandboxReply {
    if (request.method === 'GET' && request.body.length > 0) return malformedRequest();
    const now = this.context.clock.now();
    const { settings } = this.context;
    const common = { 'x-request-id': randomUUID(), via: '1.1 google' };
    const caller = authenticate(state, settings, request, now);
    if (!isCaller(caller)) return withHeaders(caller, { ...common, ...blankLimitHeaders(settings) });
    const full = countCall(state, caller, now, settings.get<string>('limits') === 'on');
    if (full) this.context.countThrottled();
    const reply = full ? throttledReply(full, now, settings) : this.route(caller, request, now);
    return withHeaders(reply, { ...common, ...limitHeaders(state, caller, now, settings) });
  }

  private route(caller: Caller, request: SandboxRequest, now: number): SandboxReply {
    const version: ApiVersion = request.path.startsWith(`${API_ROOT}/v1/`) ? 'v1' : 'v2';
    const path = request.path.startsWith(API_ROOT) ? request.path.slice(API_ROOT.length) : '';
    const match = this.routing.match(request.method, path);
    if (match.kind === 'unknown') return pageNotFound();
    if (match.kind === 'wrong-method') {
      const reply = this.refuse(version, new Refusal(405, `Request method '${request.method}' is not supported`));
      return withHeaders(reply, { allow: match.allow.join(', ') });
    }
    const call: Call = {
      request,
      caller,
      records: caller.account.records,
      settings: this.context.settings,
      now: Math.floor(now / 1000) * 1000,
      params: match.params,
    };
    return this.run(version, match.route, call);
  }

  private run(version: ApiVersion, route: Route, call: Call): SandboxReply {
    try {
      checkPermission(route, call.caller);
      checkContentType(call.request);
      return route.handle(call);
    } catch (error) {
      if (error instanceof Refusal) return this.refuse(version, error);
      throw error;
    }
  }

  private refuse(version: ApiVersion, refusal: Refusal): SandboxReply {
    return refusalReply(version, this.context.settings.get<string>('v2ErrorStyle'), refusal);
  }
}

function checkPermission({ permission, method }: Route, { permissions }: Caller): void {
  if (permission === undefined || permissions === undefined) return;
  const needed = `${permission}:${method === 'GET' ? 'read' : 'write'}`;
  if (permissions.includes(permission) || permissions.includes(needed)) return;
  throw new Refusal(403, `The user does not have permission for this operation (${needed})`);
}

function checkContentType({ method, body, headers }: SandboxRequest): void {
  if (!needsBody(method) || body.length === 0) return;
  const type = headers['content-type'] ?? '';
  if (/^application\/(json|[\w.-]+\+json)\s*(;|$)/i.test(type)) return;
  throw new Refusal(415, `Content type '${type}' not supported`);
}
