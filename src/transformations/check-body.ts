import { invalidRequest } from '../errors/gateway-error.js';
import type { JsonObject, ResourceDefinition } from '../elements/element-definition.js';
import { isObject } from '../elements/values.js';

export interface CheckedBody {
  readonly body: JsonObject;
  /** Fields that were dropped because the provider lacks them, where the instance allows that. */
  readonly dropped: readonly string[];
}

/**
 * Takes a body whose every name is a field of the model, or one that the element declares for the provider. Anything
 * else is refused by name, so that a typing mistake never loses a value silently.
 */
export function checkBody(body: unknown, resource: ResourceDefinition, unsupported: 'refuse' | 'warn'): CheckedBody {
  if (!isObject(body)) throw invalidRequest('body', 'The body must be a JSON object.');
  refuseUnstorable(body, '');
  const known = toTree(resource);
  const lacks = new Set(resource.lacks);
  const dropped: string[] = [];
  const kept = Object.entries(withoutAliases(body, resource)).filter(([name, value]) => {
    if (lacks.has(name)) {
      if (unsupported === 'refuse') throw invalidRequest(name, `This provider has no field "${name}".`);
      dropped.push(name);
      return false;
    }
    checkName(name, value, known, resource);
    return true;
  });
  return { body: Object.fromEntries(kept), dropped };
}

/** The columns of an older generation under the names of the model. The same value under both names is refused. */
function withoutAliases(body: JsonObject, { aliases = {} }: ResourceDefinition): JsonObject {
  const aliased = Object.keys(body).filter((name) => Object.hasOwn(aliases, name));
  if (aliased.length === 0) return body;
  const renamed: Record<string, unknown> = Object.fromEntries(
    Object.entries(body).filter(([name]) => !aliased.includes(name)),
  );
  for (const name of aliased) {
    const [top = '', child] = (aliases[name] ?? name).split('.');
    const before = renamed[top];
    const branch: Record<string, unknown> = isObject(before) ? { ...before } : {};
    if (child === undefined ? before !== undefined : Object.hasOwn(branch, child)) {
      throw invalidRequest(name, `"${name}" is another name of "${aliases[name] ?? name}"; give only one of them.`);
    }
    renamed[top] = child === undefined ? body[name] : { ...branch, [child]: body[name] };
  }
  return renamed;
}

/** A body in the provider's own words: any names, but storable text. */
export function checkRawBody(body: unknown): JsonObject {
  if (!isObject(body)) throw invalidRequest('body', 'The body must be a JSON object.');
  refuseUnstorable(body, '');
  return body;
}

/** Top-level names with the names below them; undefined where a field has none. */
function toTree(resource: ResourceDefinition): ReadonlyMap<string, ReadonlySet<string> | undefined> {
  const tree = new Map<string, Set<string> | undefined>();
  for (const { path } of resource.fields) {
    const [top = path, child] = path.split('.');
    if (child === undefined) tree.set(top, undefined);
    else tree.set(top, (tree.get(top) ?? new Set()).add(child));
  }
  return tree;
}

function checkName(name: string, value: unknown, known: ReturnType<typeof toTree>, resource: ResourceDefinition): void {
  const children = known.get(name);
  if (!known.has(name)) {
    if (resource.vendorFields.includes(name)) return;
    throw invalidRequest(name, `Unknown field "${name}".`);
  }
  if (!children || value === null) return;
  // A provider field may share the name of a branch, e.g. emfluence's own text `country`.
  if (!isObject(value)) throw invalidRequest(name, `"${name}" must be an object.`);
  for (const child of Object.keys(value)) {
    if (!children.has(child)) throw invalidRequest(`${name}.${child}`, `Unknown field "${name}.${child}".`);
  }
}

/** Text that no provider and no database can hold: NUL, and halves of surrogate pairs. */
function refuseUnstorable(value: unknown, path: string): void {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) {
    throw invalidRequest(path, `"${path}" holds a character that cannot be stored.`);
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    const below = path === '' ? key : Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`;
    if (key.includes('\0') || !key.isWellFormed())
      throw invalidRequest('body', 'A name in the body holds a character that cannot be stored.');
    refuseUnstorable(item, below);
  }
}
