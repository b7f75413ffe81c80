import type { Comparison, Expression } from './expression.js';

/**
 * The comparisons that must each hold for the whole to hold. They are a pre-filter and seldom the whole meaning: what
 * stands under OR or NOT is left out. `IN` with a single value is given as `=`.
 */
export function conjuncts(expression: Expression): readonly Comparison[] {
  switch (expression.kind) {
    case 'comparison':
      return [simplified(expression)];
    case 'and':
      return expression.terms.flatMap(conjuncts);
    default:
      return [];
  }
}

function simplified(comparison: Comparison): Comparison {
  const single = comparison.operator === 'IN' && comparison.values.length === 1;
  return single ? { ...comparison, operator: '=' } : comparison;
}
