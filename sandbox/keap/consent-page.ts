import type { SandboxReply } from '../provider.js';
import type { KeapAccount } from './keap-state.js';
import { htmlReply } from './replies.js';

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A mistake in who asks or where to answer must not be sent to an address that nobody vouches for. */
export function oauthErrorPage(message: string): SandboxReply {
  return htmlReply(
    400,
    'Keap - Authorization error',
    `<h1>This application cannot be authorized</h1>\n<p>${escapeHtml(message)}</p>`,
  );
}

/** Asks the user which app to grant; the form posts the request back together with the decision. */
export function consentPage(
  query: URLSearchParams,
  client: KeapAccount,
  accounts: readonly KeapAccount[],
): SandboxReply {
  const hidden = ['client_id', 'redirect_uri', 'response_type', 'scope', 'state']
    .filter((name) => query.has(name))
    .map((name) => `<input type="hidden" name="${name}" value="${escapeHtml(query.get(name) ?? '')}">`);
  const options = accounts.map(({ tenant, id }) => {
    const selected = id === client.id ? ' selected' : '';
    return `<option value="${escapeHtml(id)}"${selected}>${escapeHtml(tenant)}</option>`;
  });
  return htmlReply(
    200,
    'Keap - Authorize application',
    `<h1>Allow access to your app?</h1>
<p>The application <code>${escapeHtml(client.clientId)}</code> asks for full access.</p>
<form method="post">
${hidden.join('\n')}
<label>App <select name="tenant">${options.join('')}</select></label>
<button type="submit" name="decision" value="allow">Allow</button>
<button type="submit" name="decision" value="deny">Deny</button>
</form>`,
  );
}
