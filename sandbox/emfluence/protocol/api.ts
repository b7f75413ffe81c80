import type { SandboxContext, SandboxReply, SandboxRequest } from '../../provider.js';
import type { Accounts } from '../accounts/accounts.js';
import { holds } from '../accounts/permissions.js';
import type { User } from '../accounts/records.js';
import { resources } from '../resources.js';
import { authorize, findToken } from './access-token.js';
import type { Call, Endpoint } from './endpoint.js';
import { toFailure, toSuccess } from './envelope.js';
import type { Limits } from './limits.js';
import { Parameters } from './parameters.js';
import { isObject, type JsonObject } from './read-values.js';
import { codes, missingPermission, Refusal } from './refusal.js';

type ReadBody = { readonly fields: JsonObject; readonly malformed: boolean };

/** The JSON body of a POST; a GET passes its parameters in the URL alone. */
export function readBody(request: SandboxRequest): ReadBody {
  const text = request.method === 'POST' ? request.body.toString('utf8').trim() : '';
  if (text === '') return { fields: {}, malformed: false };
  try {
    const fields: unknown = JSON.parse(text);
    return isObject(fields) ? { fields, malformed: false } : { fields: {}, malformed: true };
  } catch {
    return { fields: {}, malformed: true };
  }
}

/** Everything below `/v1`: finds the endpoint, checks the caller, and puts the answer into its envelope. */
export class Api {
  constructor(
    private readonly context: SandboxContext,
    private readonly accounts: Accounts,
    private readonly limits: Limits,
  ) {}

  handle(request: SandboxRequest): SandboxReply {
    const refused = this.limits.refuse();
    if (refused) return refused;
    const body = readBody(request);
    const pace = this.limits.pace(findToken(request, body.fields, this.context.settings)?.token ?? '');
    const reply = this.answer(request, body);
    return pace ? { ...reply, delayMs: pace.delayMs ?? 0, headers: { ...reply.headers, ...pace.headers } } : reply;
  }

  private answer(request: SandboxRequest, body: ReadBody): SandboxReply {
    const { settings } = this.context;
    try {
      const endpoint = this.findEndpoint(request);
      const call = this.toCall(request, body);
      this.checkPermission(endpoint, call.user);
      const data = endpoint.answer(call);
      return toSuccess(settings, { data, warnings: call.warnings });
    } catch (error) {
      if (error instanceof Refusal) return toFailure(settings, error);
      throw error;
    }
  }

  private findEndpoint(request: SandboxRequest): Endpoint {
    const { settings } = this.context;
    if (settings.get<boolean>('emfluenceHttpsOnly') && !request.secure) {
      throw new Refusal(codes.notHttps, 'Requests must be made over https');
    }
    const [resourceName = '', methodName = '', ...rest] = request.path.split('/').slice(2);
    const exact = settings.get<boolean>('exactNames');
    const resource = findByName(resources, resourceName, exact);
    if (!resource) throw new Refusal(codes.unknownResource, `Invalid resource '${resourceName}'`);
    const endpoint = rest.length === 0 ? findByName(resource, methodName, exact) : undefined;
    if (!endpoint) throw new Refusal(codes.unknownMethod, `Invalid method '${methodName}' for '${resourceName}'`);
    if (!endpoint.verbs.split(' ').includes(request.method)) {
      throw new Refusal(codes.httpMethod, `Invalid HTTP method, expected ${endpoint.verbs.replace(' ', ' or ')}`);
    }
    return endpoint;
  }

  private toCall(request: SandboxRequest, body: ReadBody): Call {
    const { settings, clock } = this.context;
    const found = findToken(request, body.fields, settings);
    const { account, user } = authorize(found, this.accounts, settings);
    if (body.malformed) throw new Refusal(settings.get<number>('malformedJsonCode'), 'The body must be a JSON object');
    const csvIntegers = request.method === 'GET' || settings.get<boolean>('csvIntegers');
    const rules = { exactNames: settings.get<boolean>('exactNames'), csvIntegers };
    const input = new Parameters([body.fields, Object.fromEntries(request.query)], rules);
    const warns = found?.legacy === true && settings.get<string>('legacyTokenPlacement') === 'warn';
    const warnings = warns ? ['Passing the access token outside the Authorization header is deprecated'] : [];
    return { account, user, input, settings, now: clock.now(), url: request.baseUrl + request.path, warnings };
  }

  private checkPermission(endpoint: Endpoint, user: User): void {
    const supposed = this.context.settings.get<string>('savePermission') === 'required';
    const wanted = endpoint.permission ?? (supposed ? endpoint.supposedPermission : undefined);
    if (wanted && !holds(user.permissions, wanted)) throw missingPermission(wanted);
  }
}

function findByName<T>(table: Readonly<Record<string, T>>, name: string, exact: boolean): T | undefined {
  const found = Object.keys(table).find((key) => (exact ? key === name : key.toLowerCase() === name.toLowerCase()));
  return found === undefined ? undefined : table[found];
}
