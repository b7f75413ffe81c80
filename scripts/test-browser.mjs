import { findChromium } from '../test/browser/find-chromium.mjs';

// `npm run test:browser`: people's side of the documents, in a real browser. By hand, since it needs Chromium.
try {
  findChromium();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
process.argv.push('--selectProjects=browser');
await import('./test.mjs');
