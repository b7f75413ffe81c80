import { conjuncts } from '../ceql/conjuncts.js';
import type { Criterion, ListOperation, ListScope, ListVariant, SortOrder } from '../elements/element-definition.js';
import type { ListQuery } from './list-query.js';

/** What the provider is asked to do of a query; the rest is the gateway's. */
export interface SearchPlan {
  /** The provider lists to read one after the other; where the element declares none, the only one has no name. */
  readonly variants: readonly ListVariant[];
  /** Fields whose comparisons narrow the provider's rows. */
  readonly pushed: readonly string[];
  readonly sortedBy: 'provider' | 'gateway';
  /** Whether rows come in rising order of their id. */
  readonly byId: boolean;
}

export function planSearch(
  list: ListOperation,
  query: ListQuery,
  given: Pick<ListScope, 'parentId' | 'now' | 'replies'>,
): SearchPlan {
  const { criteria, pushed } = pushDown(list, query);
  const [wanted] = query.orderBy;
  const sortKey = wanted && list.sorts[wanted.field];
  const variantsIn = (orderBy: SortOrder): readonly ListVariant[] =>
    list.variants?.({ ...given, criteria, orderBy }) ?? [
      { name: '', input: list.from({ ...given, criteria, orderBy }) },
    ];
  const usual: SortOrder = { field: list.sorts[list.defaultSort] ?? list.defaultSort, direction: 'asc' };
  const order =
    wanted && sortKey !== undefined && query.orderBy.length === 1
      ? { field: sortKey, direction: wanted.direction }
      : usual;
  const variants = variantsIn(order);
  // No provider sorts across several of its lists.
  const sortedBy = wanted === undefined || (order !== usual && variants.length <= 1) ? 'provider' : 'gateway';
  const sorted = sortedBy === 'provider' ? order : usual;
  return {
    variants: sorted === order ? variants : variantsIn(usual),
    pushed,
    sortedBy,
    byId: list.defaultSort === 'id' && sorted.field === list.sorts['id'] && sorted.direction === 'asc',
  };
}

/** Each comparison that must hold and that the provider can be told, one for each of its parameters. */
function pushDown(
  list: ListOperation,
  query: ListQuery,
): { criteria: readonly Criterion[]; pushed: readonly string[] } {
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
