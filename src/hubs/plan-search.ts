import { conjuncts } from '../ceql/conjuncts.js';
import type { CallInput, Criterion, ListOperation, SortOrder } from '../elements/element-definition.js';
import type { ListQuery } from './list-query.js';

/** What the provider is asked to do of a query; the rest is the gateway's. */
export interface SearchPlan {
  readonly input: CallInput;
  /** Fields whose comparisons narrow the provider's rows. */
  readonly pushed: readonly string[];
  readonly sortedBy: 'provider' | 'gateway';
  /** Whether rows come in rising order of their id. */
  readonly byId: boolean;
}

export function planSearch(list: ListOperation, query: ListQuery, parentId?: string): SearchPlan {
  const { criteria, pushed } = pushDown(list, query);
  const [wanted] = query.orderBy;
  const sortKey = wanted && list.sorts[wanted.field];
  const sortedBy = wanted === undefined || (sortKey !== undefined && query.orderBy.length === 1) ? 'provider' : 'gateway';
  const order: SortOrder =
    wanted && sortKey !== undefined && sortedBy === 'provider'
      ? { field: sortKey, direction: wanted.direction }
      : { field: list.sorts[list.defaultSort] ?? list.defaultSort, direction: 'asc' };
  return {
    input: list.from({ criteria, orderBy: order, ...(parentId !== undefined && { parentId }) }),
    pushed,
    sortedBy,
    byId: order.field === list.sorts[list.defaultSort] && order.direction === 'asc',
  };
}

/** Each comparison that must hold and that the provider can be told, one for each of its parameters. */
function pushDown(list: ListOperation, query: ListQuery): { criteria: readonly Criterion[]; pushed: readonly string[] } {
  const criteria: Criterion[] = [];
  const pushed = new Set<string>();
  const taken = new Set<string>();
  for (const comparison of query.where ? conjuncts(query.where) : []) {
    const translate = Object.hasOwn(list.filters, comparison.field) ? list.filters[comparison.field] : undefined;
    const criterion = translate?.(comparison);
    if (!criterion || Object.keys(criterion).some((name) => taken.has(name))) continue;
    Object.keys(criterion).forEach((name) => taken.add(name));
    criteria.push(criterion);
    pushed.add(comparison.field);
  }
  return { criteria, pushed: [...pushed] };
}
