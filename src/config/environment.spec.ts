import { describe, expect, it } from '@jest/globals';
import { isAbsolute } from 'node:path';
import fc from 'fast-check';
import { readEnvironment, withEgress } from './environment.js';

const key = Buffer.alloc(32, 7).toString('base64');
const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgres://hub:pw@db:5432/hub',
  HUB_KEYS: `v1:${key}`,
  HUB_PEPPER: key,
};

describe('readEnvironment', () => {
  it('has a default for everything that is unset or blank', () => {
    const environment = readEnvironment({ PORT: '', HUB_KEYS: '  ' });
    expect(environment).toMatchObject({
      nodeEnv: 'development',
      host: '127.0.0.1',
      databasePool: 10,
      sandbox: true,
      sandboxPort: 3100,
      egressAllow: [],
      legacyLogin: false,
      statuses: 'modern',
      limitsScale: 1,
      bodyLimit: 1_048_576,
      deadlineMs: 25_000,
      logLevel: 'info',
    });
    expect(environment.port).toBeUndefined();
    expect(environment.keys).toBeUndefined();
    expect(isAbsolute(environment.dataDir)).toBe(true);
  });

  it('reads every variable', () => {
    const environment = readEnvironment({
      ...production,
      PORT: '8080',
      HOST: '0.0.0.0',
      HUB_DATA_DIR: '/srv/hub',
      DATABASE_POOL: '3',
      HUB_EGRESS_ALLOW: 'Api.Example.com, http://127.0.0.1:3100,[::1]:99',
      HUB_LEGACY_LOGIN: 'on',
      HUB_STATUSES: 'classic',
      HUB_PUBLIC_URL: 'https://hub.example.com/',
      HUB_BODY_LIMIT: '2048',
      HUB_DEADLINE_MS: '5000',
      LOG_LEVEL: 'debug',
      HTTPS_PROXY: 'http://proxy:3128',
      NO_PROXY: 'localhost',
    });
    expect(environment).toMatchObject({
      isProduction: true,
      port: 8080,
      host: '0.0.0.0',
      dataDir: '/srv/hub',
      databaseUrl: production.DATABASE_URL,
      databasePool: 3,
      keys: production.HUB_KEYS,
      pepper: key,
      sandbox: false,
      egressAllow: ['api.example.com', 'http://127.0.0.1:3100', '[::1]:99'],
      legacyLogin: true,
      statuses: 'classic',
      publicUrl: 'https://hub.example.com',
      bodyLimit: 2048,
      deadlineMs: 5000,
      logLevel: 'debug',
      httpsProxy: 'http://proxy:3128',
      noProxy: 'localhost',
    });
  });

  it('takes proxy variables in either case and prefers the lower one', () => {
    expect(readEnvironment({ https_proxy: 'http://a:1', HTTPS_PROXY: 'http://b:1' }).httpsProxy).toBe('http://a:1');
    expect(readEnvironment({ https_proxy: '', HTTPS_PROXY: 'http://b:1' }).httpsProxy).toBe('http://b:1');
  });

  it('names every bad variable at once and shows no value', () => {
    const bad = {
      NODE_ENV: 'staging',
      PORT: '70000',
      DATABASE_URL: 'mysql://root:hunter2@db/x',
      DATABASE_POOL: '0',
      HUB_KEYS: 'v1:hunter2',
      HUB_PEPPER: 'aHVudGVyMg==',
      HUB_SANDBOX: 'yes',
      SANDBOX_PORT: '1.5',
      HUB_EGRESS_ALLOW: 'fine.example.com,ftp://x',
      HUB_LEGACY_LOGIN: 'true',
      HUB_STATUSES: 'old',
      HUB_PUBLIC_URL: 'http://hub.example.com',
      HUB_LIMITS_SCALE: '0.5',
      HUB_BODY_LIMIT: '1MB',
      HUB_DEADLINE_MS: '99999999',
      LOG_LEVEL: 'loud',
      HTTPS_PROXY: 'proxy:3128',
      HTTP_PROXY: 'socks5://proxy:1',
    };
    expect.assertions(Object.keys(bad).length + 2);
    try {
      readEnvironment(bad);
    } catch (error) {
      const { message } = error as Error;
      for (const variable of Object.keys(bad)) expect(message).toContain(`- ${variable} must be`);
      expect(message).not.toContain('hunter2');
      expect(message.split('\n')).toHaveLength(Object.keys(bad).length + 1);
    }
  });

  it('refuses production without a database and keys, naming what is missing', () => {
    expect(() => readEnvironment({ NODE_ENV: 'production' })).toThrow(
      /DATABASE_URL is missing.*\n.*HUB_KEYS is missing.*\n.*HUB_PEPPER is missing/,
    );
    expect(() => readEnvironment({ ...production, HUB_PEPPER: '' })).toThrow(
      /^The environment.*\n- HUB_PEPPER [^\n]*$/,
    );
    expect(() => readEnvironment(production)).not.toThrow();
  });

  it('refuses the sandbox and raised limits in production', () => {
    expect(() => readEnvironment({ ...production, HUB_SANDBOX: 'on' })).toThrow('HUB_SANDBOX');
    expect(() => readEnvironment({ ...production, HUB_LIMITS_SCALE: '10' })).toThrow('HUB_LIMITS_SCALE');
    expect(readEnvironment({ HUB_LIMITS_SCALE: '10' }).limitsScale).toBe(10);
  });

  it('refuses two keys of one name', () => {
    expect(() => readEnvironment({ HUB_KEYS: `v1:${key},v1:${key}` })).toThrow('HUB_KEYS');
  });

  it('cannot be changed', () => {
    const environment = readEnvironment({});
    expect(Object.isFrozen(environment)).toBe(true);
    expect(Object.isFrozen(environment.egressAllow)).toBe(true);
  });

  it('never lets an unreadable value through as a number', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        let port: number | undefined;
        try {
          ({ port } = readEnvironment({ PORT: text }));
        } catch {
          return;
        }
        expect(port === undefined ? text.trim() : String(port)).toBe(port === undefined ? '' : String(Number(text)));
      }),
    );
  });
});

describe('withEgress', () => {
  it('adds an origin to a copy', () => {
    const environment = readEnvironment({ HUB_EGRESS_ALLOW: 'a.example.com' });
    expect(withEgress(environment, 'http://127.0.0.1:1').egressAllow).toEqual(['a.example.com', 'http://127.0.0.1:1']);
    expect(environment.egressAllow).toEqual(['a.example.com']);
    expect(withEgress(environment, 'http://x').isProduction).toBe(false);
  });
});
