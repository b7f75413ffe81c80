import { isBareLiteral, isPlainName } from './bare-word.js';
import type { Comparison, Expression, Literal } from './expression.js';

/**
 * Canonical text: keywords in capitals, single blanks, the fewest quotes and backticks. Reading it back gives the same
 * expression but for the columns; only the text's own length limit may stand in the way, as blanks are added.
 */
export function printCeql(expression: Expression): string {
  switch (expression.kind) {
    case 'comparison':
      return printComparison(expression, '');
    case 'not':
      return printNegation(expression.term);
    default:
      return expression.terms
        .map((term) => printTerm(term, expression.kind))
        .join(expression.kind === 'and' ? ' AND ' : ' OR ');
  }
}

/** Parentheses stand where the nesting would be lost without them: only AND under OR can do without. */
function printTerm(term: Expression, parent: 'and' | 'or'): string {
  const bare = term.kind === 'comparison' || term.kind === 'not' || (term.kind === 'and' && parent === 'or');
  return bare ? printCeql(term) : `(${printCeql(term)})`;
}

function printNegation(term: Expression): string {
  if (term.kind === 'not') return `NOT ${printCeql(term)}`;
  if (term.kind !== 'comparison') return `NOT (${printCeql(term)})`;
  const wordy = term.operator === 'IN' || term.operator === 'LIKE' || term.operator === 'IS NULL';
  return wordy ? printComparison(term, 'NOT ') : `NOT ${printComparison(term, '')}`;
}

function printComparison({ field, operator, values }: Comparison, negation: 'NOT ' | ''): string {
  const name = isPlainName(field) ? field : `\`${field.replaceAll('`', '``')}\``;
  if (operator === 'IS NULL') return `${name} IS ${negation}NULL`;
  const printed = values.map(printLiteral).join(', ');
  return `${name} ${negation}${operator} ${operator === 'IN' ? `(${printed})` : printed}`;
}

function printLiteral(literal: Literal): string {
  return isBareLiteral(literal) ? literal.text : `'${literal.text.replaceAll("'", "''")}'`;
}
