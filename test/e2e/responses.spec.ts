import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { elementCatalog } from '../../src/elements/element-catalog.js';
import type { HubReply } from '../support/gateway.js';
import { MatrixScene, sampleOf, startWorld, type World } from '../matrix/matrix-scene.js';
import { pathOf, placesOf, type Place } from '../matrix/places.js';

type Json = Readonly<Record<string, unknown>>;
type Paths = Readonly<Record<string, Readonly<Record<string, { readonly responses: Json }>>>>;

let world: World;

beforeAll(async () => {
  world = await startWorld();
});

afterAll(async () => world.stop());

/** What a document says about one call's answer, ready to judge it. */
class DocumentedAnswers {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });

  constructor(private readonly document: Json) {
    this.ajv.addSchema(document, 'document');
  }

  /** The names of paths that some operation of the document has. */
  get paths(): Paths {
    return this.document['paths'] as Paths;
  }

  /** Complaints about an answer; none when it is what the document says. */
  judge(method: string, path: string, { status, body }: HubReply<unknown>): readonly unknown[] {
    const template = this.templateOf(path);
    if (template === undefined) return [`${path} is not documented`];
    const place = ['paths', template, method.toLowerCase(), 'responses', String(status)];
    const documented = read(this.document, place);
    if (documented === undefined) return [`${method} ${template} documents no ${status}`];
    const reference = (documented as Json)['$ref'];
    const at = typeof reference === 'string' ? reference.slice(2).split('/') : place;
    const content = read(this.document, [...at, 'content', 'application/json', 'schema']);
    if (content === undefined)
      return body === undefined ? [] : [`${method} ${template} documents no body of ${status}`];
    const validate = this.compiled([...at, 'content', 'application/json', 'schema']);
    return validate(body)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message, params }) => [
          method,
          path,
          status,
          instancePath,
          message,
          params,
        ]);
  }

  private compiled(at: readonly string[]): ValidateFunction {
    const pointer = at.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    return this.ajv.getSchema(`document#/${pointer}`) ?? this.ajv.compile({ $ref: `document#/${pointer}` });
  }

  private templateOf(path: string): string | undefined {
    const asked = path.split('?')[0]?.split('/') ?? [];
    const fits = (template: string): boolean => {
      const parts = template.replace(/^\/hubs\/marketing/, '').split('/');
      return (
        parts.length === asked.length && parts.every((part, index) => part.startsWith('{') || part === asked[index])
      );
    };
    // A name that is spelled out counts more than one that stands for any.
    return Object.keys(this.paths)
      .filter(fits)
      .sort((a, b) => a.split('{').length - b.split('{').length)[0];
  }
}

function read(value: unknown, at: readonly (string | undefined)[]): unknown {
  let found: unknown = value;
  for (const key of at)
    found = typeof found === 'object' && found !== null && key !== undefined ? (found as Json)[key] : undefined;
  return found;
}

describe.each(elementCatalog.all())('the document of an instance of $key', (element) => {
  let scene: MatrixScene;
  let answers: DocumentedAnswers;
  const places = placesOf(element).filter(({ raw }) => !raw);

  beforeAll(async () => {
    scene = await MatrixScene.of(world, element);
    const reply = await scene.send('GET', '/instances/docs?version=3.1');
    expect(reply.status).toBe(200);
    answers = new DocumentedAnswers(reply.body as Json);
  });

  const hold = async (method: string, path: string, body?: unknown, status = 200): Promise<HubReply<unknown>> => {
    const reply = await scene.hub(method, path, body);
    expect([method, path, reply.status, reply.status === status ? '' : reply.body]).toEqual([method, path, status, '']);
    expect(answers.judge(method, path, reply)).toEqual([]);
    return reply;
  };

  it.each(places)('says what $name answers', async (place: Place) => {
    const { operations, singleton } = place.resource;
    const parentId = await scene.parentOf(place);
    const collection = pathOf(place, parentId);
    if (operations.list) await hold('GET', `${collection}?pageSize=5`);
    if (operations.list) await hold('GET', `${collection}?pageSize=0`, undefined, 400);
    if (operations.create) await hold('POST', collection, await scene.body(place, 'create', parentId));
    if (operations.createMany) await hold('POST', collection, await scene.body(place, 'createMany', parentId));
    if (singleton) {
      if (operations.retrieve) await hold('GET', collection);
      if (operations.update) await hold('PATCH', collection, await scene.body(place, 'update', parentId));
      return;
    }
    if (sampleOf(place.sample).isAction || !(operations.retrieve ?? operations.update ?? operations.delete)) return;
    const made = await scene.record(place);
    const member = `${pathOf(place, made.parentId)}/${made.id}`;
    if (operations.retrieve) await hold('GET', member);
    if (operations.update) await hold('PATCH', member, await scene.body(place, 'update', made.parentId));
    if (operations.delete) await hold('DELETE', member);
    if (operations.delete) await hold('DELETE', member, undefined, 404);
  });

  it('says what ping and objects answer', async () => {
    await hold('GET', '/ping');
    await hold('GET', '/objects');
    await hold('GET', '/objects/contacts/metadata');
  });

  it('would notice an answer that is not as it says', async () => {
    const reply = await scene.hub('GET', '/contacts?pageSize=1');
    const [first] = reply.body as readonly Json[];
    expect(answers.judge('GET', '/contacts', { ...reply, body: [{ ...first, firstName: 5 }] })).not.toEqual([]);
    expect(answers.judge('GET', '/contacts', { ...reply, body: first })).not.toEqual([]);
    expect(answers.judge('GET', '/robots', reply)).not.toEqual([]);
  });

  it('describes every call that the element declares', () => {
    const documented = new Set(
      Object.keys(answers.paths).map((path) => path.replace(/^\/hubs\/marketing/, '').replace(/\{\w+\}/g, '{}')),
    );
    expect(
      places
        .map((place) => pathOf(place, '{}'))
        .filter((path) => !documented.has(path) && !documented.has(`${path}/{}`)),
    ).toEqual([]);
  });
});
