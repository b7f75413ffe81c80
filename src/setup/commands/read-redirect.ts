import { toTerminalText } from './terminal-text.js';

export type Redirect =
  | { readonly kind: 'code'; readonly code: string }
  /** The provider or the person said no; asking again does not help. */
  | { readonly kind: 'denied'; readonly words: string }
  /** The wrong thing was pasted. */
  | { readonly kind: 'mistake'; readonly words: string };

const longest = 4_096;

/**
 * Reads what was pasted after a consent: the whole address that the browser was sent to, its part behind the question
 * mark, or the code alone. A `state` that is there must be the one of this consent.
 */
export function readRedirect(pasted: string, state: string): Redirect {
  const text = pasted.trim().replace(/^(["'])(.*)\1$/s, '$2');
  const query = /\?([^#]*)/.exec(text)?.[1] ?? (/^(?:code|state|error|scope)=/.test(text) ? text : undefined);
  if (query === undefined) return text.includes('://') ? noCode : readCode(text);
  const parameters = new URLSearchParams(query);
  const given = parameters.get('state');
  if (given !== null && given !== state) return { kind: 'mistake', words: 'This address belongs to another consent.' };
  const error = parameters.get('error');
  if (error !== null) {
    const description = parameters.get('error_description');
    return { kind: 'denied', words: toTerminalText([error, description].filter((part) => part !== null).join(': ')) };
  }
  return readCode(parameters.get('code') ?? '');
}

const noCode: Redirect = { kind: 'mistake', words: 'There is no code in it.' };

function readCode(code: string): Redirect {
  if (code === '') return noCode;
  if (!/^\S+$/.test(code) || code.length > longest)
    return { kind: 'mistake', words: 'This is no code and no address.' };
  return { kind: 'code', code };
}
