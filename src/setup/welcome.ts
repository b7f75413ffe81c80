import { relative } from 'node:path';
import type { CredentialsFile } from './credentials-file.js';

/** What a start in development prints: where it listens, and five commands that work when pasted. No secret. */
export function toWelcome(
  { baseUrl, sandboxUrl }: Pick<CredentialsFile, 'baseUrl' | 'sandboxUrl'>,
  dataDir: string,
): string {
  const folder = toShellWord(relative(process.cwd(), dataDir) || '.');
  const listening = `The gateway listens on ${baseUrl}/elements/api-v2`;
  const connect = 'npm run connect -- infusionsoftmarketing   # or: npm run connect -- emfluence';
  if (sandboxUrl === undefined)
    return `${listening}\nSecrets: ${folder}/credentials.json\n\n# Connect an account of your own\n${connect}\n`;
  const contacts = `${baseUrl}/elements/api-v2/hubs/marketing/contacts`;
  return [
    listening,
    `The sandbox (both providers, simulated) listens on ${sandboxUrl}`,
    `Secrets lie in ${folder}/credentials.json; paste these into another terminal:`,
    '',
    '# 1. Three contacts of a Keap account',
    `curl -K ${folder}/keap.curl "${contacts}?pageSize=3"`,
    '',
    '# 2. The same call at emfluence: the same keys',
    `curl -K ${folder}/emfluence.curl "${contacts}?pageSize=3"`,
    '',
    '# 3. Create a contact, then see the provider call that it became',
    `curl -K ${folder}/keap.curl -d '{"email":"new.person@example.com","firstName":"New","lastName":"Person"}' "${contacts}"`,
    `curl -s "${sandboxUrl}/control/journal?provider=keap&last=1"`,
    '',
    '# 4. A refusal by the provider, in one shape and in its own words',
    `curl -K ${folder}/emfluence.curl "${contacts}/999999999"`,
    '',
    '# 5. Connect an account of your own',
    connect,
    '',
  ].join('\n');
}

/** A folder with blanks or quotes in its name must still be one word when pasted. */
function toShellWord(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
