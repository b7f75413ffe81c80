import type { Expression } from './expression.js';

/** The same expression over other field names. `rename` gets the column as well, so that it can refuse a field. */
export function rewriteFields(expression: Expression, rename: (field: string, column: number) => string): Expression {
  switch (expression.kind) {
    case 'comparison':
      return { ...expression, field: rename(expression.field, expression.column) };
    case 'not':
      return { kind: 'not', term: rewriteFields(expression.term, rename) };
    default:
      return { kind: expression.kind, terms: expression.terms.map((term) => rewriteFields(term, rename)) };
  }
}
