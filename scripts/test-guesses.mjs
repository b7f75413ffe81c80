import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { build } from './build.mjs';
import { launch, root, suitableNode } from './launch.mjs';

// `npm run test:guesses [-- <part of a name>]`: what is not documented of a provider is a switch of the sandbox. Each is
// turned to each of its other values, and the contract of that provider's element must hold all the same, but for the
// rows that test/guesses/changed-rows.ts declares.

const wanted = process.argv[2] ?? '';
const elementOf = { emfluence: 'emfluence', keap: 'infusionsoft' };
/** What these are about happens only while the sandbox keeps its limits, so that less is run, at the provider's pace. */
const aboutLimits = ['idleSocketsCount', 'tooManyConnections', 'throttlePer', 'retryAfterHeader', 'tenantHeaders'];
/** Under this reading the provider refuses whatever comes from a laptop without TLS. */
const unreachable = ['emfluenceHttpsOnly'];

const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => interrupted.abort());

async function listGuesses() {
  const { startSandbox } = await import('../dist/sandbox/sandbox-server.js');
  const dataDir = mkdtempSync(join(tmpdir(), 'hub-guesses-'));
  const sandbox = await startSandbox({ host: '127.0.0.1', port: 0, dataDir });
  try {
    return await (await fetch(`${sandbox.url}/control/guesses`)).json();
  } finally {
    await sandbox.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

function toFlips(guesses) {
  const all = guesses.flatMap((guess) =>
    guess.values
      .filter((value) => value !== guess.default)
      .map((value) => ({ guess, value, name: `${guess.name}=${value}` })),
  );
  return all.filter(({ name }) => name.includes(wanted));
}

function toArguments({ guess }) {
  const spec = unreachable.includes(guess.name) ? 'readings' : `(readings|${elementOf[guess.provider]})`;
  const rows = aboutLimits.includes(guess.name)
    ? ['--testNamePattern', 'connects|works on single records|where a provider']
    : [];
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const selected = ['--selectProjects', 'contract', '--testPathPatterns', `test/contract/${spec}\\.spec`, ...rows];
  return ['--experimental-vm-modules', '--no-warnings', jest, '--runInBand', '--ci', ...selected];
}

function run(flip, databaseUrl) {
  const begun = performance.now();
  const limits = aboutLimits.includes(flip.guess.name) ? { HUB_TEST_LIMITS: 'on' } : {};
  const env = {
    ...process.env,
    ...limits,
    TEST_DATABASE_URL: databaseUrl,
    HUB_TEST_SETTINGS: JSON.stringify({ [flip.guess.name]: flip.value }),
  };
  const child = spawn(process.execPath, toArguments(flip), {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: interrupted.signal,
  });
  child.once('error', () => undefined);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  return new Promise((resolve) => {
    child.once('exit', (code) =>
      resolve({ flip, passed: code === 0, output, seconds: (performance.now() - begun) / 1000 }),
    );
  });
}

function tell({ flip, passed, output, seconds }) {
  console.log(`${passed ? 'ok    ' : 'FAILED'} ${flip.guess.provider} ${flip.name} (${seconds.toFixed(0)} s)`);
  if (!passed)
    console.log(
      output
        .split('\n')
        .filter((line) => !line.includes('✓'))
        .join('\n'),
    );
}

async function main() {
  await build();
  const begun = performance.now();
  const { startEmbeddedPostgres } = await import('../dist/src/database/embedded-postgres.js');
  const dataDir = mkdtempSync(join(tmpdir(), 'hub-guesses-db-'));
  const server = await startEmbeddedPostgres({ dataDir, isDurable: false });
  const results = [];
  try {
    const waiting = toFlips(await listGuesses());
    const worker = async () => {
      for (let flip = waiting.shift(); flip && !interrupted.signal.aborted; flip = waiting.shift()) {
        const result = await run(flip, server.url);
        results.push(result);
        tell(result);
      }
    };
    await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, worker));
  } finally {
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  const failed = results.filter(({ passed }) => !passed).length;
  console.log(
    `${results.length - failed} passed, ${failed} failed (${((performance.now() - begun) / 60_000).toFixed(1)} min)`,
  );
  process.exitCode = failed === 0 && results.length > 0 && !interrupted.signal.aborted ? 0 : 1;
}

if (suitableNode() !== process.execPath) launch(process.argv.slice(1));
else await main();
