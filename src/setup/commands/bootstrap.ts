import 'reflect-metadata';
import { OrganizationFounder } from '../../authentication/organization-founder.js';
import { readArguments, type CommandLine } from './read-arguments.js';
import { runCommand } from './run-command.js';
import { toFoundedText } from './to-founded-text.js';

type Option = 'organization' | 'email' | 'password';

const line: CommandLine<Option> = { options: { organization: true, email: true, password: false } };

/** Founds an organization with its first administrator, in production as well, and beside others. */
await runCommand({
  usage: 'Usage: npm run bootstrap -- --organization <name> --email <e-mail> [--password <at least 8 characters>]',
  read: (argv) => readArguments(line, argv).options,
  run: async (application, { organization = '', email = '', password }) => {
    const foundation = { organizationName: organization, email, ...(password !== undefined && { password }) };
    const founded = await application.get(OrganizationFounder).found(foundation);
    process.stdout.write(toFoundedText(founded, password !== undefined));
    return 0;
  },
});
