import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the first start leaves for the person who started it. */
export interface CredentialsFile {
  readonly baseUrl: string;
  readonly sandboxUrl?: string;
  readonly organization: { readonly name: string; readonly secret: string };
  /** The password is known only to the start that made it. */
  readonly user: { readonly email: string; readonly password?: string; readonly secret: string };
  readonly instances: readonly CredentialsInstance[];
}

export interface CredentialsInstance {
  readonly id: number;
  readonly elementKey: string;
  readonly name: string;
  readonly token: string;
}

const fileIn = (dataDir: string): string => join(dataDir, 'credentials.json');

/** Undefined when there is none; a file that is not JSON counts as none and is written again from the database. */
export function readCredentials(dataDir: string): CredentialsFile | undefined {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as CredentialsFile;
  } catch {
    return undefined;
  }
}

/** Writes `credentials.json`, and beside it a curl configuration for each instance, so that no secret is ever typed. */
export function writeCredentials(dataDir: string, credentials: CredentialsFile): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  writePrivate(fileIn(dataDir), `${JSON.stringify(credentials, null, 2)}\n`);
  for (const instance of credentials.instances) {
    const authorization = `User ${credentials.user.secret}, Organization ${credentials.organization.secret}, Element ${instance.token}`;
    const lines = [`header = "Authorization: ${authorization}"`, 'header = "Content-Type: application/json"', 'silent', 'show-error', String.raw`write-out = "\n"`];
    writePrivate(join(dataDir, `${curlName(instance.elementKey)}.curl`), `${lines.join('\n')}\n`);
  }
}

export const curlName = (elementKey: string): string => (elementKey === 'infusionsoftmarketing' ? 'keap' : elementKey);

/** Whole or not at all, and readable by the owner alone from the first moment. */
function writePrivate(file: string, text: string): void {
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}
