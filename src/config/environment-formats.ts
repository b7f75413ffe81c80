const keyEntry = /^([A-Za-z0-9_-]{1,32}):([A-Za-z0-9+/]{43}=)$/;
const hostAndPort = /^(?:[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

function readUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

export function isDatabaseUrl(text: string): boolean {
  return ['postgres:', 'postgresql:'].includes(readUrl(text)?.protocol ?? '');
}

/** The entries of HUB_KEYS in their order, or undefined when one is malformed or a name comes twice. */
export function parseKeyList(text: string): Map<string, Buffer> | undefined {
  const keys = new Map<string, Buffer>();
  for (const entry of text.split(',')) {
    const [, id, base64] = keyEntry.exec(entry.trim()) ?? [];
    if (id === undefined || base64 === undefined || keys.has(id)) return undefined;
    keys.set(id, Buffer.from(base64, 'base64'));
  }
  return keys;
}

export function isKeyList(text: string): boolean {
  return parseKeyList(text) !== undefined;
}

export function isPepper(text: string): boolean {
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) && Buffer.from(text, 'base64').length >= 32;
}

/** `host`, `host:port`, or an origin with http or https, all in lower case. */
export function isEgressEntry(text: string): boolean {
  const rest = text.replace(/^https?:\/\//, '');
  return hostAndPort.test(rest) && URL.canParse(`https://${rest}`);
}

export function isHttpsOrigin(text: string): boolean {
  return text.startsWith('https://') && readUrl(text)?.origin === text;
}

export function isProxyUrl(text: string): boolean {
  const url = readUrl(text);
  return url !== undefined && ['http:', 'https:'].includes(url.protocol) && url.hostname !== '';
}
