import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
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
  const { user, organization } = credentials;
  for (const { elementKey, token } of credentials.instances) {
    writeCurl(join(dataDir, `${curlName(elementKey)}.curl`), {
      user: user.secret,
      organization: organization.secret,
      token,
    });
  }
}

/** The three secrets of a hub call. */
export interface CallSecrets {
  readonly user: string;
  readonly organization: string;
  readonly token: string;
}

/** Writes a curl configuration for one more instance and answers its path. A name that is taken gets the id behind it. */
export function writeCurlFile(
  dataDir: string,
  { id, name }: { readonly id: number; readonly name: string },
  secrets: CallSecrets,
): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const plain = toFileName(name);
  const isFree = plain !== '' && !reserved.includes(plain) && !existsSync(join(dataDir, `${plain}.curl`));
  const file = join(dataDir, `${isFree ? plain : `${plain || 'instance'}-${id}`}.curl`);
  writeCurl(file, secrets);
  return file;
}

/** The names that the sandbox's instances take. */
const reserved = ['keap', 'emfluence'];

const toFileName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 60)
    .replace(/^-|-$/g, '');

function writeCurl(file: string, { user, organization, token }: CallSecrets): void {
  const authorization = `User ${user}, Organization ${organization}, Element ${token}`;
  const lines = [
    `header = "Authorization: ${authorization}"`,
    'header = "Content-Type: application/json"',
    'silent',
    'show-error',
    String.raw`write-out = "\n"`,
  ];
  writePrivate(file, `${lines.join('\n')}\n`);
}

export const curlName = (elementKey: string): string => (elementKey === 'infusionsoftmarketing' ? 'keap' : elementKey);

/** Whole or not at all, and readable by the owner alone from the first moment. */
function writePrivate(file: string, text: string): void {
  const draft = `${file}.${process.pid}.new`;
  writeFileSync(draft, text, { mode: 0o600 });
  renameSync(draft, file);
}
