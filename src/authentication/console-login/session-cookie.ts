import { sessionMs } from './console-sessions.js';

const name = 'JSESSIONID';

export function toSetCookie(value: string, secure: boolean): string {
  const attributes = [`${name}=${value}`, 'Path=/elements', `Max-Age=${sessionMs / 1000}`, 'HttpOnly', 'SameSite=Lax'];
  return [...attributes, ...(secure ? ['Secure'] : [])].join('; ');
}

export function readSessionCookie(header: string | undefined): string | undefined {
  const pair = header?.split(';').find((text) => text.trimStart().startsWith(`${name}=`));
  return pair?.slice(pair.indexOf('=') + 1).trim();
}
