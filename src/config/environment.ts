import { resolve } from 'node:path';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  Length,
  Max,
  Min,
  ValidateBy,
  validateSync,
} from 'class-validator';
import { isDatabaseUrl, isEgressEntry, isHttpsOrigin, isKeyList, isPepper, isProxyUrl } from './environment-formats.js';

const nodeEnvironments = ['development', 'test', 'production'] as const;
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const must = (variable: string, be: string) => ({ message: `${variable} must be ${be}.` });

/** A rule of our own; its message names the variable and never repeats the value, which may be a secret. */
const Has = (variable: string, be: string, holds: (text: string) => boolean, each = false) =>
  ValidateBy(
    { name: variable, validator: { validate: (value) => typeof value === 'string' && holds(value) } },
    { ...must(variable, be), each },
  );

/** Everything that can be set from outside, read once at start. `.env.example` explains each variable. */
export class Environment {
  @IsIn(nodeEnvironments, must('NODE_ENV', nodeEnvironments.join(', ')))
  readonly nodeEnv: (typeof nodeEnvironments)[number] = 'development';

  /** Unset: 3000, or the next free port when that is taken. */
  @IsOptional()
  @IsInt(must('PORT', 'a port from 0 to 65535'))
  @Min(0, must('PORT', 'a port from 0 to 65535'))
  @Max(65_535, must('PORT', 'a port from 0 to 65535'))
  readonly port?: number;

  @Length(1, 255, must('HOST', 'an address or host name'))
  readonly host: string = '127.0.0.1';

  /** Absolute. */
  readonly dataDir: string = resolve('.data');

  @IsOptional()
  @Has('DATABASE_URL', 'postgres://user:password@host:port/database', isDatabaseUrl)
  readonly databaseUrl?: string;

  @IsInt(must('DATABASE_POOL', 'a number of connections from 1 to 500'))
  @Min(1, must('DATABASE_POOL', 'a number of connections from 1 to 500'))
  @Max(500, must('DATABASE_POOL', 'a number of connections from 1 to 500'))
  readonly databasePool: number = 10;

  @IsOptional()
  @Has('HUB_KEYS', 'name:<base64 of 32 bytes>, several separated by commas, no name twice', isKeyList)
  readonly keys?: string;

  @IsOptional()
  @Has('HUB_PEPPER', 'the base64 of at least 32 bytes', isPepper)
  readonly pepper?: string;

  /** Whether the provider simulators start with the gateway; never in production. */
  @IsBoolean(must('HUB_SANDBOX', 'on or off'))
  readonly sandbox: boolean = true;

  @IsInt(must('SANDBOX_PORT', 'a port from 0 to 65535'))
  @Min(0, must('SANDBOX_PORT', 'a port from 0 to 65535'))
  @Max(65_535, must('SANDBOX_PORT', 'a port from 0 to 65535'))
  readonly sandboxPort: number = 3100;

  /** Lower case; `host`, `host:port` or an origin. Plain http only where an entry begins with `http://`. */
  @Has('HUB_EGRESS_ALLOW', 'a comma list of host, host:port, https://host or http://host:port', isEgressEntry, true)
  readonly egressAllow: readonly string[] = [];

  @IsBoolean(must('HUB_LEGACY_LOGIN', 'on or off'))
  readonly legacyLogin: boolean = false;

  /** `classic` folds the statuses that old clients do not know. */
  @IsIn(['modern', 'classic'], must('HUB_STATUSES', 'modern or classic'))
  readonly statuses: 'modern' | 'classic' = 'modern';

  @IsOptional()
  @Has('HUB_PUBLIC_URL', 'an https origin such as https://hub.example.com', isHttpsOrigin)
  readonly publicUrl?: string;

  /** Multiplies what an element allows itself to send; for load tests against the sandbox only. */
  @IsNumber({ allowNaN: false, allowInfinity: false }, must('HUB_LIMITS_SCALE', 'a number of at least 1'))
  @Min(1, must('HUB_LIMITS_SCALE', 'a number of at least 1'))
  readonly limitsScale: number = 1;

  /** Bytes. */
  @IsInt(must('HUB_BODY_LIMIT', 'bytes from 1024 to 104857600'))
  @Min(1024, must('HUB_BODY_LIMIT', 'bytes from 1024 to 104857600'))
  @Max(104_857_600, must('HUB_BODY_LIMIT', 'bytes from 1024 to 104857600'))
  readonly bodyLimit: number = 1_048_576;

  @IsInt(must('HUB_DEADLINE_MS', 'milliseconds from 1000 to 60000'))
  @Min(1000, must('HUB_DEADLINE_MS', 'milliseconds from 1000 to 60000'))
  @Max(60_000, must('HUB_DEADLINE_MS', 'milliseconds from 1000 to 60000'))
  readonly deadlineMs: number = 25_000;

  @IsIn(logLevels, must('LOG_LEVEL', `one of ${logLevels.join(', ')}`))
  readonly logLevel: (typeof logLevels)[number] = 'info';

  @IsOptional()
  @Has('HTTPS_PROXY', 'http://host:port or https://host:port', isProxyUrl)
  readonly httpsProxy?: string;

  @IsOptional()
  @Has('HTTP_PROXY', 'http://host:port or https://host:port', isProxyUrl)
  readonly httpProxy?: string;

  @IsOptional()
  readonly noProxy?: string;

  get isProduction(): boolean {
    return this.nodeEnv === 'production';
  }
}

type Source = Readonly<Record<string, string | undefined>>;
type Reader = (text: string) => unknown;

const asText: Reader = (text) => text;
const asSwitch: Reader = (text) => (text === 'on' ? true : text === 'off' ? false : text);
const asNumber: Reader = (text) => (/^\d+(\.\d+)?$/.test(text) ? Number(text) : text);
const asList: Reader = (text) =>
  text
    .toLowerCase()
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean);

const variables: Readonly<Record<string, readonly [keyof Environment, Reader]>> = {
  NODE_ENV: ['nodeEnv', asText],
  PORT: ['port', asNumber],
  HOST: ['host', asText],
  HUB_DATA_DIR: ['dataDir', (text) => resolve(text)],
  DATABASE_URL: ['databaseUrl', asText],
  DATABASE_POOL: ['databasePool', asNumber],
  HUB_KEYS: ['keys', asText],
  HUB_PEPPER: ['pepper', asText],
  HUB_SANDBOX: ['sandbox', asSwitch],
  SANDBOX_PORT: ['sandboxPort', asNumber],
  HUB_EGRESS_ALLOW: ['egressAllow', asList],
  HUB_LEGACY_LOGIN: ['legacyLogin', asSwitch],
  HUB_STATUSES: ['statuses', asText],
  HUB_PUBLIC_URL: ['publicUrl', (text) => text.replace(/\/$/, '')],
  HUB_LIMITS_SCALE: ['limitsScale', asNumber],
  HUB_BODY_LIMIT: ['bodyLimit', asNumber],
  HUB_DEADLINE_MS: ['deadlineMs', asNumber],
  LOG_LEVEL: ['logLevel', asText],
  HTTPS_PROXY: ['httpsProxy', asText],
  HTTP_PROXY: ['httpProxy', asText],
  NO_PROXY: ['noProxy', asText],
};

/** Proxy variables are written in both cases in the wild, and where both are set the lower case wins, as in curl. */
function lookUp(source: Source, variable: string): string {
  const given = variable.endsWith('_PROXY') ? source[variable.toLowerCase()] || source[variable] : source[variable];
  return given?.trim() ?? '';
}

function productionProblems(environment: Environment): string[] {
  if (!environment.isProduction) return [];
  const missing = (variable: string, why: string) => `${variable} is missing: ${why}`;
  return [
    environment.databaseUrl ? '' : missing('DATABASE_URL', 'production needs a PostgreSQL server of its own.'),
    environment.keys ? '' : missing('HUB_KEYS', 'production encrypts stored credentials under keys that you keep.'),
    environment.pepper ? '' : missing('HUB_PEPPER', 'production stores caller secrets under a pepper that you keep.'),
    environment.sandbox ? 'HUB_SANDBOX must not be on in production.' : '',
    environment.limitsScale === 1 ? '' : 'HUB_LIMITS_SCALE must not be set in production.',
  ].filter(Boolean);
}

/** Throws one Error that names every variable that is missing or wrong, without its value. An empty variable is unset. */
export function readEnvironment(source: Source = process.env): Environment {
  const values: Partial<Record<keyof Environment, unknown>> = {};
  for (const [variable, [property, read]] of Object.entries(variables)) {
    const text = lookUp(source, variable);
    if (text !== '') values[property] = read(text);
  }
  if (values.nodeEnv === 'production') values.sandbox ??= false;
  const environment = Object.assign(new Environment(), values);
  const messages = validateSync(environment).flatMap((error) => Object.values(error.constraints ?? {}));
  const problems = [...new Set([...messages, ...productionProblems(environment)])];
  if (problems.length > 0) throw new Error(`The environment is not usable:\n- ${problems.join('\n- ')}`);
  Object.freeze(environment.egressAllow);
  return Object.freeze(environment);
}

/** A copy that may also reach `origin`; how the sandbox becomes reachable in development. */
export function withEgress(environment: Environment, origin: string): Environment {
  const egressAllow = Object.freeze([...environment.egressAllow, origin.toLowerCase()]);
  return Object.freeze(Object.assign(new Environment(), environment, { egressAllow }));
}
