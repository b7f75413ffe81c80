import 'reflect-metadata';
import { checkInstance } from './check-instance.js';
import { findInstance } from './find-instance.js';
import { readArguments } from './read-arguments.js';
import { runCommand } from './run-command.js';
import { toTerminalText } from './terminal-text.js';

/** Tells, by calls that only read, what of an instance works with its provider account. */
await runCommand({
  usage: 'Usage: npm run check -- <instance id or name>',
  read: (argv) => readArguments({ argument: 'the id or name of an instance', options: {} }, argv).argument,
  run: async (application, idOrName, interrupted) => {
    const instance = await findInstance(application, idOrName);
    let doesAllWork = true;
    for await (const { name, finding } of checkInstance(application, instance)) {
      if (interrupted.aborted) break;
      process.stdout.write(`${name}: ${toTerminalText(finding.text)}\n`);
      doesAllWork &&= finding.works;
    }
    return doesAllWork ? 0 : 1;
  },
});
