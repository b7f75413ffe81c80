import { build } from './build.mjs';
import { launch, loadEnvironmentFile, root, suitableNode } from './launch.mjs';

// `node scripts/run.mjs src/check.js <arguments>` runs one program of the build, made anew when it is out of date.
const [program, ...rest] = process.argv.slice(2);
if (!program) {
  console.error('Usage: node scripts/run.mjs <program below dist> [arguments]');
  process.exit(2);
}
suitableNode();
loadEnvironmentFile();
try {
  await build();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
launch(['--enable-source-maps', `${root}dist/${program}`, ...rest]);
