import { basePath } from './to-open-api.js';

/** Where the page stands; its own addresses are absolute, so that it works with and without a slash at its end. */
const place = `${basePath}/docs`;

export interface ReferencePage {
  readonly type: string;
  readonly text: string;
}

/** The page in which people read the documents and try the calls. Nothing of it comes from another address. */
export function toReferencePage(elements: readonly { readonly key: string; readonly name: string }[]): ReferencePage {
  const options = elements.map(
    ({ key, name }) => `<option value="${basePath}/elements/${key}/docs?version=3.1">${name}</option>`,
  );
  const text = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>API reference</title>
<link rel="icon" href="${place}/favicon-32x32.png">
<link rel="stylesheet" href="${place}/swagger-ui.css">
<link rel="stylesheet" href="${place}/page.css">
<header>
  <h1>API reference</h1>
  <form id="secrets" autocomplete="off">
    <label>User secret <input id="user" type="password" autocomplete="off" spellcheck="false"></label>
    <label>Organization secret <input id="organization" type="password" autocomplete="off" spellcheck="false"></label>
    <label>Element token <input id="element" type="password" autocomplete="off" spellcheck="false"></label>
    <label>Document
      <select id="document">
        <option value="${basePath}/instances/docs?version=3.1">The token’s own account</option>
        ${options.join('\n        ')}
      </select>
    </label>
    <button type="submit">Use</button>
    <button type="button" id="forget">Forget</button>
  </form>
  <p id="state" role="status">The secrets stay in this tab and go to this gateway only.</p>
</header>
<main id="reference"></main>
<script src="${place}/swagger-ui-bundle.js"></script>
<script src="${place}/page.js"></script>
</html>
`;
  return { type: 'text/html; charset=utf-8', text };
}

export const referenceStyle: ReferencePage = {
  type: 'text/css; charset=utf-8',
  text: `body { margin: 0; font: 1rem/1.5 system-ui, sans-serif }
header { padding: 1rem 1.25rem; border-bottom: 1px solid #ccc; background: #f6f7f9; color: #1b1f24 }
header h1 { margin: 0 0 .5rem; font-size: 1.25rem }
header form { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end }
header label { display: flex; flex-direction: column; font-size: .85rem }
header input, header select, header button { font: inherit; padding: .3rem .5rem }
header p { margin: .5rem 0 0; font-size: .85rem }
`,
};

/** Runs in the browser: keeps the secrets for the life of the tab and puts them on calls to this gateway. */
export const referenceScript: ReferencePage = {
  type: 'text/javascript; charset=utf-8',
  text: `'use strict';
(() => {
  const parts = { user: 'User', organization: 'Organization', element: 'Element' };
  const field = (name) => document.getElementById(name);
  const say = (text) => { field('state').textContent = text; };
  const stored = (name) => sessionStorage.getItem('secret.' + name) || '';

  const authorization = () =>
    Object.entries(parts)
      .filter(([name]) => stored(name) !== '')
      .map(([name, keyword]) => keyword + ' ' + stored(name))
      .join(', ');

  const addSecrets = (request) => {
    const target = new URL(request.url, location.href);
    if (target.origin !== location.origin) throw new Error('This page only calls its own gateway.');
    const secrets = authorization();
    const anybody = /\\/elements\\/[^/]+\\/docs$/.test(target.pathname);
    if (secrets !== '' && !anybody && !request.headers.Authorization) request.headers.Authorization = secrets;
    return request;
  };

  const show = () => {
    const url = field('document').value;
    const isOwn = field('document').selectedIndex === 0;
    if (isOwn && stored('element') === '') return say('The account’s own document needs the three secrets.');
    sessionStorage.setItem('document', url);
    SwaggerUIBundle({
      url,
      domNode: field('reference'),
      presets: [SwaggerUIBundle.presets.apis],
      requestInterceptor: addSecrets,
      // The command line that is shown for a call is the one without the secrets.
      showMutatedRequest: false,
      validatorUrl: null,
      deepLinking: true,
      docExpansion: 'list',
      defaultModelsExpandDepth: 0,
      tryItOutEnabled: true,
      displayRequestDuration: true,
      onFailure: () => say('The document could not be read; are the three secrets right?'),
    });
  };

  const restore = () => {
    for (const name of Object.keys(parts)) field(name).value = stored(name);
    const chosen = sessionStorage.getItem('document');
    const known = Array.from(field('document').options).some((option) => option.value === chosen);
    // Without a token only the documents of elements can be read.
    field('document').selectedIndex = stored('element') === '' ? 1 : 0;
    if (known && stored('element') !== '') field('document').value = chosen;
  };

  field('secrets').addEventListener('submit', (event) => {
    event.preventDefault();
    if (stored('element') === '' && field('element').value !== '') field('document').selectedIndex = 0;
    for (const name of Object.keys(parts)) sessionStorage.setItem('secret.' + name, field(name).value.trim());
    say('The secrets are kept in this tab until it is closed.');
    show();
  });
  field('forget').addEventListener('click', () => {
    sessionStorage.clear();
    restore();
    say('Forgotten.');
    show();
  });
  field('document').addEventListener('change', show);
  restore();
  show();
})();
`,
};

/** Nothing may be loaded from, sent to, or shown in another place. Swagger UI shows its icons from data URLs. */
export const referenceHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
