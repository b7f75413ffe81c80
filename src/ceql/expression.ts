export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=' | 'LIKE' | 'IN' | 'IS NULL';

/** A value as it was written. Quoted text stays text; whether it means a number or an instant depends on the field. */
export interface Literal {
  readonly kind: 'string' | 'number' | 'boolean' | 'bareword';
  readonly text: string;
}

/** `field operator values`. `IN` has one value or more, `IS NULL` none, every other operator exactly one. */
export interface Comparison {
  readonly kind: 'comparison';
  /** The attribute as it was written, dots included, backticks removed. */
  readonly field: string;
  readonly operator: ComparisonOperator;
  readonly values: readonly Literal[];
  /** Where the comparison begins in the text, counted from 1. */
  readonly column: number;
}

/** `NOT IN`, `IS NOT NULL` and `NOT LIKE` are negations of their comparison. */
export type Expression =
  | Comparison
  | { readonly kind: 'and' | 'or'; readonly terms: readonly Expression[] }
  | { readonly kind: 'not'; readonly term: Expression };
