const base = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        sourceMaps: 'inline',
        module: { type: 'nodenext' },
        jsc: {
          target: 'es2024',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
      },
    ],
  },
};

/** These layers share one PostgreSQL server and one migrated template for the whole run. */
const server = {
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
};

const project = (displayName, testMatch, more = {}) => ({ ...base, displayName, testMatch, ...more });

/** Needs Chromium, so only `npm run test:browser` runs it. */
const browser = process.argv.includes('--selectProjects=browser')
  ? [project('browser', ['<rootDir>/test/browser/**/*.spec.ts'], server)]
  : [];

/** One project a layer, so that `npm test -- --selectProjects=unit` runs just that. */
export default {
  testTimeout: 30_000,
  // Most tests wait for processes that they started, so one worker a core keeps no core idle.
  maxWorkers: 2,
  projects: [
    project('unit', ['<rootDir>/src/**/*.spec.ts', '<rootDir>/sandbox/**/*.spec.ts']),
    project('architecture', ['<rootDir>/test/architecture/**/*.spec.ts']),
    project('postgres', ['<rootDir>/test/postgres/**/*.spec.ts'], server),
    project('matrix', ['<rootDir>/test/matrix/**/*.spec.ts'], server),
    project('contract', ['<rootDir>/test/contract/**/*.spec.ts'], server),
    project('e2e', ['<rootDir>/test/e2e/**/*.spec.ts'], server),
    ...browser,
  ],
};
