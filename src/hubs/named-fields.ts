import type { Expression } from '../ceql/expression.js';
import type { ListQuery } from './list-query.js';

/** Whether the query filters, sorts or trims by this field, or by something inside it. */
export function namesField({ where, orderBy, fields }: ListQuery, field: string): boolean {
  const isIt = (name: string): boolean =>
    name === field || name.startsWith(`${field}.`) || field.startsWith(`${name}.`);
  return (
    fields.some(isIt) || orderBy.some((order) => isIt(order.field)) || (where !== undefined && mentions(where, isIt))
  );
}

function mentions(expression: Expression, isIt: (field: string) => boolean): boolean {
  switch (expression.kind) {
    case 'comparison':
      return isIt(expression.field);
    case 'not':
      return mentions(expression.term, isIt);
    default:
      return expression.terms.some((term) => mentions(term, isIt));
  }
}
