import { consentAtKeap, sandboxUrls } from '../support/gateway.js';
import type { KeapAccount, TestSandbox } from '../support/sandbox.js';

const callback = 'https://hub.example/oauth/callback';

/** The parts of `POST /instances` after somebody consented in a browser. */
export async function keapConsent(
  sandbox: TestSandbox,
  account: KeapAccount,
): Promise<{ configuration: Record<string, string>; providerData: { code: string } }> {
  const configuration = {
    'oauth.api.key': account.clientId,
    'oauth.api.secret': account.clientSecret,
    'oauth.callback.url': callback,
    ...sandboxUrls.keap(sandbox),
  };
  return { configuration, providerData: { code: await consentAtKeap(sandbox, account, callback) } };
}
