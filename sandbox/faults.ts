import { validateHeaderName, validateHeaderValue } from 'node:http';
import { BadInput } from './bad-input.js';
import { Fields, isRecord } from './fields.js';
import { readProvider } from './provider-name.js';
import type { ProviderName } from './provider-name.js';

const cuts = ['before', 'headers', 'body'] as const;

/** Where the connection is cut: instead of answering, within the head, or within the body of the answer. */
export type Cut = (typeof cuts)[number];

export interface Fault {
  readonly provider: ProviderName;
  readonly method?: string;
  /** A prefix of the path below the provider's prefix, still percent-encoded. */
  readonly path?: string;
  /** How many requests it hits; those that it lets through for their method or path do not count. */
  readonly times: number;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent instead of the real body: a string as it is, anything else as JSON. */
  readonly body?: unknown;
  /** JSON merge patch (RFC 7396) on the real answer's body; an answer that is not JSON stays as it is. */
  readonly bodyPatch?: unknown;
  /** Bytes sent on the socket instead of an answer, after which it is closed. */
  readonly rawHex?: string;
  /** How long the answer is held back after the request was executed. */
  readonly latencyMs?: number;
  /** The speed of the answer's body. */
  readonly bytesPerSecond?: number;
  readonly cut?: Cut;
  readonly execute?: boolean;
}

const known = [
  'provider',
  'method',
  'path',
  'times',
  'status',
  'headers',
  'body',
  'bodyPatch',
  'rawHex',
  'latencyMs',
  'bytesPerSecond',
  'cut',
  'execute',
];

/** Whether the provider carries the request out although its answer is spoiled. */
export function isExecuted(fault: Fault): boolean {
  return fault.execute ?? (fault.cut !== 'before' && fault.status === undefined);
}

/** Throws BadInput, which names the field, for anything that is not a fault or contradicts itself. */
export function parseFault(input: Record<string, unknown>): Fault {
  const fields = new Fields(input, known);
  const provider = readProvider(fields);
  fields.required('times');
  const fault: Fault = {
    provider,
    times: fields.integer('times', { min: 1 }) ?? 1,
    ...given('method', fields.text('method')?.toUpperCase()),
    ...given('path', readPath(fields)),
    ...given('status', fields.integer('status', { min: 200, max: 599 })),
    ...given('headers', readHeaders(fields)),
    ...given('body', fields.raw('body')),
    ...given('bodyPatch', fields.raw('bodyPatch')),
    ...given('rawHex', readHex(fields)),
    ...given('latencyMs', fields.integer('latencyMs', { min: 0, max: 2_147_483_647 })),
    ...given('bytesPerSecond', fields.integer('bytesPerSecond', { min: 1 })),
    ...given('cut', fields.choice('cut', cuts)),
    ...given('execute', fields.flag('execute')),
  };
  refuseContradictions(fault);
  return fault;
}

function given<K extends string, V>(name: K, value: V | undefined): { readonly [key in K]?: V } {
  return value === undefined ? {} : ({ [name]: value } as { readonly [key in K]: V });
}

function refuseContradictions(fault: Fault): void {
  if (fault.cut === 'before' && fault.execute) throw new BadInput('execute', 'a cut before is never executed');
  if (fault.bodyPatch !== undefined && fault.body !== undefined) {
    throw new BadInput('bodyPatch', 'cannot stand beside body');
  }
  if (fault.bodyPatch !== undefined && !isExecuted(fault)) {
    throw new BadInput('bodyPatch', 'needs the real answer, which only an executed request has');
  }
  if (fault.rawHex === undefined) return;
  const replaced = (['status', 'headers', 'body', 'bodyPatch', 'cut'] as const).find(
    (name) => fault[name] !== undefined,
  );
  if (replaced) throw new BadInput('rawHex', `stands for the whole answer and cannot stand beside ${replaced}`);
}

function readPath(fields: Fields): string | undefined {
  const path = fields.text('path');
  if (path !== undefined && !path.startsWith('/')) throw new BadInput('path', 'must begin with a slash');
  return path;
}

function readHex(fields: Fields): string | undefined {
  const hex = fields.text('rawHex');
  if (hex !== undefined && !/^(?:[0-9a-f]{2})+$/i.test(hex)) {
    throw new BadInput('rawHex', 'must be pairs of hexadecimal digits');
  }
  return hex;
}

function readHeaders(fields: Fields): Record<string, string> | undefined {
  const headers = fields.raw('headers');
  if (headers === undefined) return undefined;
  if (!isRecord(headers)) throw new BadInput('headers', 'must be an object of strings');
  const entries = Object.entries(headers).map(([name, value]): [string, string] => [name, readHeader(name, value)]);
  return Object.fromEntries(entries);
}

function readHeader(name: string, value: unknown): string {
  if (typeof value !== 'string') throw new BadInput(`headers.${name}`, 'must be a string');
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  } catch {
    throw new BadInput(`headers.${name}`, 'cannot be sent; use rawHex for what HTTP does not allow');
  }
  return value;
}

/** A fault in the table with the number of requests it has still to hit. */
export type ListedFault = Fault & { readonly id: number; readonly remaining: number };

/** Faults in the order they were set; a request is hit by the first that fits and is not used up. */
export class FaultTable {
  private faults: { fault: Fault; id: number; remaining: number }[] = [];
  private lastId = 0;

  add(fault: Fault): ListedFault {
    this.lastId += 1;
    this.faults.push({ fault, id: this.lastId, remaining: fault.times });
    return { ...fault, id: this.lastId, remaining: fault.times };
  }

  take(provider: ProviderName, method: string, path: string): Fault | undefined {
    const hit = this.faults.find(
      ({ fault }) =>
        fault.provider === provider &&
        (fault.method === undefined || fault.method === method) &&
        path.startsWith(fault.path ?? '/'),
    );
    if (!hit) return undefined;
    hit.remaining -= 1;
    if (hit.remaining === 0) this.faults = this.faults.filter((listed) => listed !== hit);
    return hit.fault;
  }

  /** Those that are not used up. */
  list(): ListedFault[] {
    return this.faults.map(({ fault, id, remaining }) => ({ ...fault, id, remaining }));
  }

  clear(): number {
    const removed = this.faults.length;
    this.faults = [];
    return removed;
  }
}
