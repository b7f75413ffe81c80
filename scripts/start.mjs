import { build } from './build.mjs';
import { launch, loadEnvironmentFile, root, suitableNode } from './launch.mjs';

/** Small heaps: at rest and under load the gateway keeps below half of what Node would take by itself. */
const memory = ['--max-semi-space-size=8', '--max-old-space-size=160'];

suitableNode();
loadEnvironmentFile();
try {
  await build();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
// Ended by its pid, npm takes its shell along but not what the shell runs.
const orphans = process.env.npm_lifecycle_event ? ['--stop-with-parent'] : [];
launch([...memory, '--enable-source-maps', `${root}dist/src/main.js`, ...orphans, ...process.argv.slice(2)]);
