import { isObject, objectAt, objectsAt, textAt } from '../elements/values.js';

/** A body of `POST /instances` for the sandbox's demonstration account of one provider. */
export interface SandboxInstance {
  readonly elementKey: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const callback = 'http://127.0.0.1/callback';

export async function sandboxInstances(sandboxUrl: string): Promise<readonly SandboxInstance[]> {
  const accounts = await call(`${sandboxUrl}/control/accounts`);
  const [keap] = objectsAt(accounts, 'keap');
  const [emfluence] = objectsAt(accounts, 'emfluence');
  return [
    {
      elementKey: 'infusionsoftmarketing',
      body: await keapBody(sandboxUrl, textAt(keap, 'clientId') ?? '', textAt(keap, 'clientSecret') ?? ''),
    },
    {
      elementKey: 'emfluence',
      body: {
        name: 'emfluence sandbox',
        configuration: {
          'access.token': textAt(emfluence, 'accessToken') ?? '',
          ...sandboxUrls(sandboxUrl, 'emfluence'),
        },
      },
    },
  ];
}

/** Where an instance's element finds the simulator; to be changed with the sandbox's port. */
export function sandboxUrls(sandboxUrl: string, elementKey: string): Readonly<Record<string, string>> {
  if (elementKey === 'emfluence') return { 'base.url': `${sandboxUrl}/emfluence/v1` };
  return {
    'base.url': `${sandboxUrl}/keap/crm/rest/v2`,
    'oauth.token.url': `${sandboxUrl}/keap/token`,
    'oauth.authorization.url': `${sandboxUrl}/keap/app/oauth/authorize`,
  };
}

/** Goes through the consent as a browser would: the simulator consents by itself and redirects with a code. */
async function keapBody(
  sandboxUrl: string,
  clientId: string,
  clientSecret: string,
): Promise<Readonly<Record<string, unknown>>> {
  const urls = sandboxUrls(sandboxUrl, 'infusionsoftmarketing');
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: callback,
    response_type: 'code',
    scope: 'full',
    state: 'first-start',
  });
  const answer = await fetch(`${urls['oauth.authorization.url']}?${query.toString()}`, { redirect: 'manual' });
  const code = new URL(answer.headers.get('location') ?? 'about:blank').searchParams.get('code');
  if (code === null) throw new Error('The sandbox did not hand out a code.');
  return {
    name: 'Keap sandbox',
    configuration: {
      'oauth.api.key': clientId,
      'oauth.api.secret': clientSecret,
      'oauth.callback.url': callback,
      ...urls,
    },
    providerData: { code },
  };
}

/** Some people to look at, once for each provider. */
export async function seedSandbox(sandboxUrl: string): Promise<void> {
  for (const provider of ['keap', 'emfluence']) {
    await call(`${sandboxUrl}/control/seed`, {
      method: 'POST',
      body: JSON.stringify({ provider, contacts: 40 }),
      headers: { 'content-type': 'application/json' },
    });
  }
}

async function call(url: string, init?: RequestInit): Promise<unknown> {
  const answer = await fetch(url, init);
  if (!answer.ok) throw new Error(`The sandbox answered ${answer.status} to ${new URL(url).pathname}.`);
  const body: unknown = await answer.json();
  return isObject(body) ? body : objectAt({ body }, 'body');
}
