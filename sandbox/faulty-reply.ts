import { isRecord } from './fields.js';
import type { Fault } from './faults.js';
import type { SandboxReply } from './provider.js';

/** RFC 7396: null removes, objects merge, everything else replaces. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isRecord(patch)) return patch;
  const merged = new Map(Object.entries(isRecord(target) ? target : {}));
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, mergePatch(merged.get(name), value));
  }
  return Object.fromEntries(merged);
}

/** The answer as the fault spoils it. `reply` is what the provider really said, or nothing when it was not asked. */
export function spoil(reply: SandboxReply | undefined, fault: Fault): SandboxReply {
  const real = reply ?? { status: 200 };
  const body = fault.body === undefined ? patched(real.body, fault) : toBody(fault.body);
  return {
    status: fault.status ?? real.status,
    headers: mergeHeaders(real.headers ?? {}, fault.headers ?? {}),
    ...(body === undefined ? {} : { body }),
    delayMs: (real.delayMs ?? 0) + (fault.latencyMs ?? 0),
  };
}

function patched(body: SandboxReply['body'], fault: Fault): SandboxReply['body'] {
  if (fault.bodyPatch === undefined || body === undefined || body === null) return body;
  const json = parseJson(body);
  return json === undefined ? body : JSON.stringify(mergePatch(json, fault.bodyPatch));
}

function parseJson(body: string | Buffer | object): unknown {
  try {
    const isText = typeof body === 'string' || Buffer.isBuffer(body);
    return JSON.parse(isText ? body.toString() : JSON.stringify(body));
  } catch {
    return undefined;
  }
}

function toBody(value: unknown): string | object {
  if (typeof value === 'string') return value;
  return typeof value === 'object' && value !== null ? value : JSON.stringify(value);
}

function mergeHeaders(real: Readonly<Record<string, string>>, ours: Readonly<Record<string, string>>) {
  const replaced = new Set(Object.keys(ours).map((name) => name.toLowerCase()));
  const kept = Object.entries(real).filter(([name]) => !replaced.has(name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...ours };
}
