import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { RequestMethod } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { Credentials, type CredentialNeed } from '../../src/authentication/credentials.decorator.js';
import { isPlatformPath } from '../../src/hubs/platform-paths.js';
import { productFiles, readText } from './source-files.js';

interface Route {
  readonly verb: string;
  readonly path: string;
  readonly need: CredentialNeed | undefined;
}

type Controller = abstract new (...dependencies: never[]) => object;

const files = productFiles('src').filter((path) => path.endsWith('.controller.ts'));

async function readControllers(): Promise<readonly Controller[]> {
  const modules = await Promise.all(
    files.map((path) => import(`../../${path.replace(/\.ts$/, '.js')}`) as Promise<Record<string, unknown>>),
  );
  return modules
    .flatMap((exported) => Object.values(exported))
    .filter((value): value is Controller => typeof value === 'function' && Reflect.hasMetadata(PATH_METADATA, value));
}

function routesOf(controller: Controller): readonly Route[] {
  const reflector = new Reflector();
  const prototype = controller.prototype as Record<string, unknown>;
  return Object.getOwnPropertyNames(prototype).flatMap((name) => {
    const handler = prototype[name];
    if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
    const own = [Reflect.getMetadata(PATH_METADATA, handler) as string | readonly string[]].flat();
    const below = [Reflect.getMetadata(PATH_METADATA, controller) as string | readonly string[]].flat();
    const verb = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number] ?? '';
    const need = reflector.getAllAndOverride(Credentials, [handler, controller]) as CredentialNeed | undefined;
    return below.flatMap((base) =>
      own.map((end) => ({
        verb,
        path: `/${[base, end].join('/')}`.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, ''),
        need,
      })),
    );
  });
}

const routes = (await readControllers()).flatMap(routesOf);

/** Who may call what, told by the path alone and apart from the controllers. */
function needFrom(path: string): CredentialNeed {
  if (/^\/elements\/:[^/]+\/instances/.test(path)) return 'platform';
  if (
    /^\/(?:elements|errors|docs|health|oauth)(?:\/|$)/.test(path) ||
    /^\/hubs(?:\/keys|\/:[^/]+|\/:[^/]+\/elements)?$/.test(path)
  )
    return 'none';
  if (/^\/hubs\//.test(path)) return 'hub';
  return /^\/instances(?:\/(?:configuration|docs|enabled)(?:\/.*)?)?$/.test(path) ? 'hub' : 'platform';
}

describe('Every route', () => {
  it('is found here: as many as the controllers declare', () => {
    const declared = files.reduce(
      (sum, path) =>
        sum + (readText(path).match(/^ {2}@(?:Get|Post|Put|Patch|Delete|All|Head|Options)\(/gm) ?? []).length,
      0,
    );
    expect(declared).toBeGreaterThan(30);
    expect(new Set(routes.map(({ verb, path }) => `${verb} ${path}`)).size).toBeGreaterThanOrEqual(declared);
  });

  it('says who may call it', () => {
    expect(routes.filter(({ need }) => need === undefined)).toEqual([]);
  });

  it('asks for the credentials that its kind of path asks for', () => {
    // POST and GET on the collection are of the platform; without an id every other verb means the token's own instance.
    const collection = new Set(['POST /instances', 'GET /instances']);
    const wrong = routes.filter(
      ({ verb, path, need }) => need !== (collection.has(`${verb} ${path}`) ? 'platform' : needFrom(path)),
    );
    expect(wrong).toEqual([]);
  });

  it('can be reached: the front door sends no platform path to a provider', () => {
    const own = routes.filter(({ need }) => need !== 'hub' || need === undefined);
    expect(own.filter(({ path }) => !isPlatformPath(path, {}))).toEqual([]);
  });

  it('is declared once', () => {
    const names = routes.map(({ verb, path }) => `${verb} ${path.replace(/:[^/]+/g, ':')}`);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  });
});
