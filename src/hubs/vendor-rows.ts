import type {
  CallInput,
  CursorPaging,
  JsonObject,
  ListOperation,
  NumberedPaging,
  VendorReply,
} from '../elements/element-definition.js';
import { textAt } from '../elements/values.js';
import { GatewayError } from '../errors/gateway-error.js';
import type { Position } from './page-cursor.js';

/** Makes one provider call of a list. */
export type SendList = (input: CallInput) => Promise<VendorReply>;

/** One row of the provider and the position right behind it. */
export interface VendorRow {
  readonly record: JsonObject;
  readonly after: Position;
}

export interface RowSource {
  readonly list: ListOperation;
  readonly input: CallInput;
  readonly send: SendList;
  /** The record's own id, by which rows that vanished between pages are noticed. */
  readonly vendorId: string;
  /** Whether rows come in rising order of their id, so that "behind the last one" can be told by comparing. */
  readonly byId: boolean;
}

/** A vendor page as it was asked for; `rows` may be empty. `total` where the provider tells it. */
export interface VendorPage {
  readonly rows: readonly VendorRow[];
  readonly total?: number;
  /** The provider has no page behind it. */
  readonly last: boolean;
  /** Where an empty page that is not the last goes on. */
  readonly behind?: Position;
}

/** The provider's rows from a position on, one vendor page at a time, `size` rows asked for at once. */
export function vendorPages(source: RowSource, start: Position, size: number): AsyncGenerator<VendorPage> {
  const { paging } = source.list;
  return paging.kind === 'cursor'
    ? tokenPages(source, paging, start, Math.min(size, paging.maxSize))
    : numberedPages(source, paging, start);
}

async function* tokenPages(
  source: RowSource,
  paging: CursorPaging,
  start: Position,
  size: number,
): AsyncGenerator<VendorPage> {
  let token = start.t;
  let asked = start.s ?? size;
  let resume: Position | undefined = start.n > 0 ? start : undefined;
  for (;;) {
    const reply = await source.send(
      withPaging(source, {
        [paging.sizeParameter]: asked,
        ...(token !== undefined && { [paging.tokenParameter]: token }),
      }),
    );
    const records = recordsOf(source, reply);
    const next = paging.nextToken(reply);
    const from = resume ? behind(source, records, resume, resume.n) : 0;
    const rows = records.slice(from).map((record, index): VendorRow => {
      const used = from + index + 1;
      const last = used === records.length;
      return {
        record,
        after: last
          ? { n: 0, ...(next !== undefined && { t: next }) }
          : { n: used, s: asked, ...(token !== undefined && { t: token }), ...idOf(source, record) },
      };
    });
    const last = next === undefined || next === token;
    yield { rows, last, ...(rows.length === 0 && !last && { behind: { n: 0, t: next } }) };
    if (last) return;
    token = next;
    asked = size;
    resume = undefined;
  }
}

/** Rows are counted over pages of one size, so that the provider's page numbers follow from the count. */
async function* numberedPages(source: RowSource, paging: NumberedPaging, start: Position): AsyncGenerator<VendorPage> {
  const size = paging.maxSize;
  let offset = start.n;
  let resume: Position | undefined = start.a === undefined ? undefined : start;
  for (;;) {
    const page = Math.floor(offset / size) + 1;
    const reply = await source.send(withPaging(source, { [paging.sizeParameter]: size, [paging.pageParameter]: page }));
    const total = paging.total(reply);
    const vanished = resume && total !== undefined ? Math.max(0, (resume.c ?? total) - total) : 0;
    // Rows before ours have gone: those behind them moved forward, so the search for the last one begins earlier.
    if (resume && vanished > 0 && offset > 0) {
      offset = Math.max(0, offset - vanished);
      resume = { ...resume, c: total ?? 0 };
      if (Math.floor(offset / size) + 1 !== page) continue;
    }
    const records = recordsOf(source, reply);
    const first = (page - 1) * size;
    // The total can hide what vanished, when as many were added; a page that should begin before the last row tells.
    if (resume && offset > first && page > 1 && startsBehind(source, records, resume)) {
      offset = first - 1;
      continue;
    }
    const from = resume ? behind(source, records, resume, offset - first) : offset - first;
    const rows = records.slice(from).map((record, index): VendorRow => ({
      record,
      after: { n: first + from + index + 1, ...idOf(source, record), ...(total !== undefined && { c: total }) },
    }));
    const reached = first + records.length;
    const last = records.length === 0 || (total !== undefined ? reached >= total : records.length < size);
    yield { rows, last, ...(total !== undefined && { total }) };
    if (last) return;
    // Still nothing behind the last one on this page: it is looked for on the next.
    if (rows.length > 0) resume = undefined;
    offset = first + size;
  }
}

function recordsOf({ list }: RowSource, reply: VendorReply): readonly JsonObject[] {
  if (list.paging.isList?.(reply) === false)
    throw new GatewayError('PROVIDER_BAD_RESPONSE', 'The provider reported success, but what it answered is no list.');
  return list.records(reply);
}

function startsBehind({ byId, vendorId }: RowSource, [first]: readonly JsonObject[], { a: last }: Position): boolean {
  return byId && first !== undefined && Number(textAt(first, vendorId)) > Number(last);
}

/** How many of these records lie at or before the position's last row. */
function behind(source: RowSource, records: readonly JsonObject[], position: Position, fallback: number): number {
  const last = position.a;
  if (last === undefined) return fallback;
  const ids = records.map((record) => textAt(record, source.vendorId) ?? '');
  if (source.byId) {
    const index = ids.findIndex((id) => Number(id) > Number(last));
    return index < 0 ? records.length : index;
  }
  const index = ids.lastIndexOf(last);
  return index < 0 ? fallback : index + 1;
}

const idOf = (source: RowSource, record: JsonObject): { a?: string } => {
  const id = textAt(record, source.vendorId);
  return id === undefined ? {} : { a: id };
};

/** Paging goes where the provider takes its other parameters. */
function withPaging({ list, input }: RowSource, parameters: Readonly<Record<string, string | number>>): CallInput {
  return list.operation.method === 'GET'
    ? { ...input, query: { ...input.query, ...parameters } }
    : { ...input, body: { ...input.body, ...parameters } };
}
