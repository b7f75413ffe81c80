import type {
  CallInput,
  ListOperation,
  ListVariant,
  VendorOperation,
  VendorReply,
} from '../elements/element-definition.js';
import type { Position } from './page-cursor.js';
import type { SearchPlan } from './plan-search.js';
import { vendorPages, type VendorPage } from './vendor-rows.js';

/** Makes one provider call of a list. */
export type SendVariant = (operation: VendorOperation, input: CallInput) => Promise<VendorReply>;

export interface VariantSource {
  readonly list: ListOperation;
  readonly plan: SearchPlan;
  readonly send: SendVariant;
  readonly vendorId: string;
}

/** The rows of every provider list that a plan names, one list after the other, from a position on. */
export async function* variantPages(source: VariantSource, start: Position, size: number): AsyncGenerator<VendorPage> {
  const { plan, vendorId } = source;
  const first = start.v ?? 0;
  for (const [index, variant] of plan.variants.entries()) {
    if (index < first) continue;
    const list = toList(source.list, variant);
    const rows = {
      list,
      input: variant.input,
      vendorId,
      byId: variant.byId ?? plan.byId,
      send: (input: CallInput) => source.send(list.operation, input),
    };
    const from = index === first ? start : { n: 0 };
    for await (const page of vendorPages(rows, from, size)) {
      yield plan.variants.length === 1
        ? page
        : {
            ...page,
            rows: page.rows.map((row) => ({ ...row, after: placed(list, row.after, index, plan.variants.length) })),
            last: page.last && index === plan.variants.length - 1,
            ...(page.behind && { behind: { ...page.behind, v: index } }),
          };
    }
  }
}

/** Whether nothing can follow this position. */
export function isEnd({ list, plan }: Pick<VariantSource, 'list' | 'plan'>, position: Position): boolean {
  const index = position.v ?? 0;
  const variant = plan.variants[index];
  if (!variant) return true;
  return index === plan.variants.length - 1 && !position.f && isEndOf(toList(list, variant), position);
}

const toList = (list: ListOperation, { operation, paging, records }: ListVariant): ListOperation => ({
  ...list,
  ...(operation && { operation }),
  ...(paging && { paging }),
  ...(records && { records }),
});

/** The end of one list is the beginning of the next. */
function placed(list: ListOperation, after: Position, index: number, count: number): Position {
  return index < count - 1 && isEndOf(list, after) ? { n: 0, v: index + 1, f: true } : { ...after, v: index };
}

function isEndOf({ paging }: ListOperation, position: Position): boolean {
  if (paging.kind === 'cursor') return position.n === 0 && position.t === undefined;
  return position.c !== undefined && position.n >= position.c;
}
