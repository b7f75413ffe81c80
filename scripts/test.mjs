import { spawnSync } from 'node:child_process';
import { build } from './build.mjs';
import { root, suitableNode } from './launch.mjs';

// Tests run what is shipped: whatever they start as a process is the build.
await build();
const jest = `${root}node_modules/jest/bin/jest.js`;
const { status } = spawnSync(
  suitableNode(),
  ['--experimental-vm-modules', '--no-warnings', jest, ...process.argv.slice(2)],
  { cwd: root, stdio: 'inherit' },
);
process.exit(status ?? 1);
