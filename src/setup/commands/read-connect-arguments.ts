import type { Environment } from '../../config/environment.js';
import { elementCatalog } from '../../elements/element-catalog.js';
import type { ElementDefinition } from '../../elements/element-definition.js';
import { readOrganizationId } from './read-organization-id.js';
import { readArguments, type CommandLine } from './read-arguments.js';
import { UsageError } from './usage-error.js';

export interface ConnectArguments {
  readonly element: ElementDefinition;
  readonly name: string;
  readonly callback: string;
  /** The gateway's own address receives the code, so that nobody needs to paste it. */
  readonly isServed: boolean;
  readonly baseUrl?: string;
  readonly organizationId?: number;
}

type Option = 'name' | 'callback' | 'base-url' | 'organization';

const line: CommandLine<Option> = {
  argument: elementCatalog
    .all()
    .map(({ key }) => key)
    .join(' or '),
  options: { name: false, callback: false, 'base-url': false, organization: false },
};

/** Works without a public address: the browser fails to open this one, and shows the code in its address bar. */
const defaultCallback = 'https://localhost/callback';

export function readConnectArguments(
  argv: readonly string[],
  environment: Pick<Environment, 'publicUrl' | 'isProduction'>,
): ConnectArguments {
  const { argument, options } = readArguments(line, argv);
  const element = elementCatalog.all().find(({ key, id }) => key === argument || String(id) === argument);
  if (!element) throw new UsageError([`There is no element ${argument}; there is ${line.argument ?? ''}.`]);
  const served = environment.publicUrl === undefined ? undefined : `${environment.publicUrl}/oauth/callback`;
  const callback = options.callback ?? served ?? defaultCallback;
  if (URL.parse(callback)?.protocol !== 'https:')
    throw new UsageError(['--callback must be an https URL: providers take no other.']);
  const baseUrl = options['base-url'];
  const organizationId = readOrganizationId(options.organization, environment);
  return {
    element,
    name: options.name ?? element.name,
    callback,
    isServed: callback === served,
    ...(baseUrl !== undefined && { baseUrl: baseUrl.replace(/\/+$/, '') }),
    ...(organizationId !== undefined && { organizationId }),
  };
}
