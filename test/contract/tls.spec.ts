import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { provisionEmfluence } from '../support/gateway.js';
import type { EmfluenceAccount } from '../support/sandbox.js';
import { newAccount, startWorld, type World } from './contract-scene.js';
import { describeElementContract } from './describe-element-contract.js';
import { emfluenceTable } from './emfluence.table.js';
import { infusionsoftTable } from './infusionsoft.table.js';

const folder = mkdtempSync(join(tmpdir(), 'hub-tls-'));
const key = join(folder, 'key.pem');
const certificate = join(folder, 'certificate.pem');
const before = getCACertificates('default');

/** A certificate of our own for the simulator; nobody trusts it but who is told to. */
function issue(): void {
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost'];
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      '-days',
      '2',
      '-keyout',
      key,
      '-out',
      certificate,
      ...subject,
    ],
    { stdio: 'ignore' },
  );
  setDefaultCACertificates([...before, readFileSync(certificate, 'utf8')]);
}

const sandbox = { SANDBOX_TLS_KEY: key, SANDBOX_TLS_CERT: certificate };

beforeAll(issue);
afterAll(() => {
  setDefaultCACertificates(before);
  rmSync(folder, { recursive: true, force: true });
});

describe('over TLS', () => {
  for (const table of [emfluenceTable, infusionsoftTable]) {
    describeElementContract(table, {
      parts: ['operations', 'duplicates'],
      start: () => startWorld({ sandbox, gateway: { NODE_EXTRA_CA_CERTS: certificate } }),
    });
  }

  it('refuses a provider whose certificate nobody vouches for', async () => {
    const world: World = await startWorld({ sandbox });
    try {
      expect(world.sandbox.url).toMatch(/^https:/);
      const account = (await newAccount(world, emfluenceTable)) as EmfluenceAccount;
      await expect(provisionEmfluence(world.gateway, world.sandbox, account)).rejects.toThrow(/502 .*PROVIDER_TLS/);
      expect(await world.sandbox.journal('emfluence')).toEqual([]);
    } finally {
      await world.stop();
    }
  });
});
