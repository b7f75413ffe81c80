import { GatewayError } from '../errors/gateway-error.js';

const LONGEST_EXCERPT = 40;

/** The one way a `where` is refused: `INVALID_CEQL` with the column, counted from 1, in the message. */
export function ceqlError(column: number, message: string): GatewayError {
  return new GatewayError('INVALID_CEQL', `Error parsing query at column ${column}: ${message}.`, { path: 'where' });
}

/** Part of the caller's own text for a message, in quotes and cut to a readable length. */
export function excerpt(text: string): string {
  const characters = Array.from(text.slice(0, 2 * LONGEST_EXCERPT + 2));
  return characters.length > LONGEST_EXCERPT ? `'${characters.slice(0, LONGEST_EXCERPT).join('')}…'` : `'${text}'`;
}
