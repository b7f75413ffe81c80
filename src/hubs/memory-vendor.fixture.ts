import type {
  CallInput,
  JsonObject,
  ListOperation,
  ListScope,
  ListVariant,
  VendorOperation,
  VendorReply,
} from '../elements/element-definition.js';
import { textAt } from '../elements/values.js';

/** How a provider lists: all combinations must look the same from outside. */
export interface VendorShape {
  readonly paging: 'cursor' | 'numbered';
  readonly maxSize: number;
  /** Whether rows hold the id alone, so that whole records are fetched in batches of this size. */
  readonly hydrateBy?: number;
  /** Whether the hub's list is two of the provider's: active records and archived ones. */
  readonly split: boolean;
}

/** The records that pass some criteria, kept because small pages ask for the same ones again and again. */
interface Found {
  readonly rows: readonly JsonObject[];
  readonly ids: readonly number[];
}

const recordsOf = ({ body }: VendorReply): readonly JsonObject[] =>
  (body as { records: readonly JsonObject[] }).records;
const operation: VendorOperation = { method: 'POST', path: '/search', effect: 'read' };

/** A provider that holds its records in memory, sorts them by id, and can narrow by id, e-mail and time. */
export class MemoryVendor {
  readonly list: ListOperation;
  private rows: readonly JsonObject[];
  private readonly found = new Map<string, Found>();

  constructor(rows: readonly JsonObject[], shape: VendorShape) {
    this.rows = rows;
    this.list = toList(shape);
  }

  delete(ids: ReadonlySet<string>): void {
    this.rows = this.rows.filter((row) => !ids.has(textAt(row, 'id') ?? ''));
    this.found.clear();
  }

  /** What is left, in the order in which the hub lists it. */
  all(): readonly JsonObject[] {
    const { variants } = this.list;
    return variants
      ? [
          ...this.rows.filter(({ archived }) => archived === false),
          ...this.rows.filter(({ archived }) => archived === true),
        ]
      : this.rows;
  }

  send = (_: VendorOperation, { body = {} }: CallInput): Promise<VendorReply> => {
    const { size: asked, token: given, page, ...criteria } = body;
    const found = this.findAll(criteria);
    const size = Number(asked);
    const after = Number(given ?? '0');
    const behind = found.ids.findIndex((id) => id > after);
    const total = found.ids.length;
    const from = page === undefined ? (behind < 0 ? total : behind) : (Number(page) - 1) * size;
    const records = found.rows.slice(from, from + size);
    const token = from + size < total ? textAt(records.at(-1), 'id') : undefined;
    const shown = this.list.hydration ? records.map(({ id }) => ({ id })) : records;
    return Promise.resolve({ status: 200, headers: {}, body: { records: shown, total, token } });
  };

  hydrate = (ids: readonly string[]): Promise<readonly JsonObject[]> => {
    const wanted = new Set(ids);
    return Promise.resolve(this.rows.filter(({ id }) => wanted.has(String(id))).reverse());
  };

  private findAll(criteria: JsonObject): Found {
    const key = JSON.stringify(criteria);
    const known = this.found.get(key);
    if (known) return known;
    const rows = this.rows.filter((row) => passes(row, criteria));
    const found = { rows, ids: rows.map(({ id }) => Number(id)) };
    this.found.set(key, found);
    return found;
  }
}

function toList({ paging, maxSize, hydrateBy, split }: VendorShape): ListOperation {
  const from = ({ criteria }: Pick<ListScope, 'criteria'>): CallInput => ({
    body: Object.assign({}, ...criteria) as JsonObject,
  });
  const variant = (scope: ListScope, archived: boolean): ListVariant => ({
    name: archived ? 'archived' : 'active',
    input: { body: { ...from(scope).body, archived } },
  });
  return {
    operation,
    paging:
      paging === 'cursor'
        ? {
            kind: 'cursor',
            sizeParameter: 'size',
            tokenParameter: 'token',
            maxSize,
            nextToken: ({ body }) => textAt(body, 'token'),
          }
        : {
            kind: 'numbered',
            sizeParameter: 'size',
            pageParameter: 'page',
            maxSize,
            total: ({ body }) => Number(textAt(body, 'total')),
          },
    records: recordsOf,
    from,
    ...(split && { variants: (scope: ListScope) => [variant(scope, false), variant(scope, true)] }),
    filters: {
      id: ({ operator, values }) =>
        operator === '=' || operator === 'IN' ? { ids: values.map(({ text }) => text) } : undefined,
      email: ({ operator, values: [value] }) =>
        operator === '=' && value ? { prefix: value.text.slice(0, 2) } : undefined,
      createdAt: ({ operator, values: [value] }) =>
        operator === '>' || operator === '>=' ? { since: value?.text ?? '' } : undefined,
    },
    sorts: { id: 'id' },
    defaultSort: 'id',
    ...(hydrateBy !== undefined && {
      hydration: {
        operation,
        batch: hydrateBy,
        from: (ids: readonly string[]) => ({ body: { ids } }),
        records: recordsOf,
      },
    }),
  };
}

/** The provider's meaning is wider than the hub's: parts without case, days for instants. */
function passes(row: JsonObject, { archived, ids, prefix, since }: JsonObject): boolean {
  const email = textAt(row, 'email')?.toLowerCase();
  const added = textAt(row, 'createdAt');
  return (
    (archived === undefined || row['archived'] === archived) &&
    (!Array.isArray(ids) || ids.includes(row['id'])) &&
    (typeof prefix !== 'string' || (email !== undefined && email.startsWith(prefix.toLowerCase()))) &&
    (typeof since !== 'string' || (added !== undefined && Date.parse(added) >= Date.parse(since) - 86_400_000))
  );
}
