import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { root, suitableNode } from './launch.mjs';

const folders = ['src', 'sandbox', 'migrations'];
const files = ['tsconfig.json', 'tsconfig.build.json', 'nest-cli.json', 'package-lock.json'];
/** What `tsconfig.build.json` leaves out; a source in the build must have its output, or the build counts as stale. */
const testFile = /\.(spec|fixture)\.ts$/;
const dist = join(root, 'dist');
const stamp = join(dist, '.fingerprint');
const lock = join(dist, '.building');
const nest = join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js');

function filesBelow(folder, ending) {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const found = entries.filter((entry) => entry.isFile() && entry.name.endsWith(ending));
  return found.map((entry) => join(entry.parentPath ?? entry.path, entry.name)).sort();
}

function sources() {
  const found = folders.flatMap((folder) => filesBelow(join(root, folder), '.ts'));
  return found.filter((file) => !testFile.test(file));
}

/** Changes with every file that goes into the build; tests do not. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const file of [...sources(), ...files.map((name) => join(root, name)).filter(existsSync)]) {
    const { mtimeMs, size } = statSync(file);
    hash.update(`${relative(root, file)}\0${mtimeMs}\0${size}\n`);
  }
  return hash.digest('hex');
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

const outputOf = (source) => join(dist, relative(root, source)).replace(/\.ts$/, '.js');
const isComplete = () => sources().every((source) => existsSync(outputOf(source)));
const isFresh = () => read(stamp) === fingerprint() && isComplete();

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Waits until no other build runs; the lock of a build that was killed counts as none. */
async function takeLock() {
  mkdirSync(dist, { recursive: true });
  const draft = `${lock}.${process.pid}.${randomBytes(4).toString('hex')}`;
  writeFileSync(draft, String(process.pid));
  try {
    for (;;) {
      try {
        return linkSync(draft, lock);
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
      }
      const holder = Number(read(lock));
      const isAbandoned = holder > 0 && (!isRunning(holder) || Date.now() - statSync(lock).mtimeMs > 600_000);
      if (isAbandoned) rmSync(lock, { force: true });
      else await sleep(100);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/** The compiler leaves the output of deleted sources behind. */
function removeOrphans() {
  for (const file of folders.flatMap((folder) => filesBelow(join(dist, folder), '.js'))) {
    const source = join(root, relative(dist, file)).replace(/\.js$/, '.ts');
    if (existsSync(source)) continue;
    rmSync(file);
    rmSync(`${file}.map`, { force: true });
  }
}

function compile() {
  // The compiler remembers what it wrote and would not write again what was deleted since.
  if (!isComplete()) rmSync(join(dist, '.tsbuildinfo'), { force: true });
  const before = fingerprint();
  rmSync(stamp, { force: true });
  const { status } = spawnSync(suitableNode(), [nest, 'build'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error('The build failed.');
  removeOrphans();
  writeFileSync(stamp, before);
}

/** Builds when a source is newer than the last build; several processes may call it at once. */
export async function build() {
  if (isFresh()) return;
  if (!existsSync(nest)) {
    if (existsSync(join(dist, 'src', 'main.js'))) return;
    throw new Error('There is no build, and the tools to make one are not installed. Run npm ci first.');
  }
  await takeLock();
  try {
    if (isFresh()) return;
    console.error('Building ...');
    compile();
  } finally {
    rmSync(lock, { force: true });
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await build().catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
}
