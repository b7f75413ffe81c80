/**
 * Which stage may import which: the table of ARCHITECTURE.md. The linter and the tests both read it. `notPackages` are
 * packages (by prefix) that a stage must do without.
 */
const outbound = ['axios', '@nestjs/axios', 'undici', 'node:https'];

export const mayImport = {
  errors: { folders: [], notPackages: [...outbound, 'typeorm'] },
  config: { folders: [], notPackages: [...outbound, 'typeorm', '@nestjs'] },
  ceql: { folders: ['errors'], notPackages: [...outbound, 'typeorm', '@nestjs', 'node'] },
  elements: { folders: ['ceql', 'errors'], notPackages: [...outbound, 'typeorm', '@nestjs', 'node'] },
  // The data source lists every entity, wherever its stage keeps it.
  database: { folders: ['config', 'errors'], notPackages: [...outbound], exceptions: ['data-source.ts'] },
  transformations: { folders: ['ceql', 'elements', 'errors'], notPackages: [...outbound] },
  'vendor-http': { folders: ['elements', 'errors', 'config', 'database'], notPackages: ['typeorm', 'undici'] },
  authentication: { folders: ['errors', 'config', 'database'], notPackages: [...outbound] },
  instances: {
    folders: ['authentication', 'elements', 'vendor-http', 'errors', 'config', 'database'],
    notPackages: [...outbound],
  },
  hubs: {
    folders: [
      'authentication',
      'ceql',
      'config',
      'database',
      'elements',
      'errors',
      'instances',
      'transformations',
      'vendor-http',
    ],
    notPackages: [...outbound, 'typeorm'],
  },
  documents: {
    folders: ['authentication', 'config', 'elements', 'errors', 'hubs', 'instances', 'vendor-http'],
    notPackages: [...outbound, 'typeorm'],
  },
  operations: { folders: ['authentication', 'config', 'database', 'errors'], notPackages: [...outbound] },
  setup: {
    folders: [
      'authentication',
      'config',
      'database',
      'elements',
      'errors',
      'hubs',
      'instances',
      'operations',
      'transformations',
      'vendor-http',
    ],
    notPackages: [...outbound],
  },
};

export const folders = Object.keys(mayImport);
