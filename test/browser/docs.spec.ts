import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { chromium, type Browser, type Page } from 'playwright-core';
import {
  provisionEmfluence,
  startTestGateway,
  type ProvisionedInstance,
  type TestGateway,
} from '../support/gateway.js';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.js';
import { findChromium } from './find-chromium.mjs';

let sandbox: TestSandbox;
let gateway: TestGateway;
let instance: ProvisionedInstance;
let browser: Browser;
let page: Page;
/** Every address that the page asked for, and everything that the browser complained of. */
const asked: string[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  const executablePath = findChromium();
  sandbox = await startTestSandbox();
  gateway = await startTestGateway(sandbox);
  const [account] = (await sandbox.accounts()).emfluence;
  if (!account) throw new Error('The sandbox has no emfluence account.');
  instance = await provisionEmfluence(gateway, sandbox, account);
  // Containers often run as root, where Chromium's own sandbox cannot start.
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  page = await browser.newPage({ viewport: { width: 1280, height: 1400 } });
  page.on('request', (request) => asked.push(request.url()));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));
  page.on(
    'response',
    (response) => response.status() >= 400 && complaints.push(`${response.status()} ${response.url()}`),
  );
  page.on('pageerror', (error) => complaints.push(error.message));
}, 60_000);

afterAll(async () => {
  await browser?.close();
  await gateway?.stop();
  await sandbox?.stop();
});

async function pasteSecrets(): Promise<void> {
  await page.getByLabel('User secret').fill(gateway.user.secret);
  await page.getByLabel('Organization secret').fill(gateway.organization.secret);
  await page.getByLabel('Element token').fill(instance.token);
  await page.getByRole('button', { name: 'Use', exact: true }).click();
}

const operation = (id: string) => page.locator(`.opblock[id$="-${id}"]`);

describe('The reference page', () => {
  it('shows the document of an element to somebody who has no secrets', async () => {
    await page.goto(`${gateway.url}/docs`);
    await page.locator('.swagger-ui .info .title').waitFor();
    expect(await page.locator('.swagger-ui .info .title').innerText()).toContain('emfluence Marketing Platform');
    await operation('getContacts').waitFor();
  });

  it('shows the account’s own document once the three secrets are pasted', async () => {
    await pasteSecrets();
    await page.getByText('This is the account "emfluence".').waitFor();
    expect(await page.getByRole('status').innerText()).toContain('kept in this tab');
  });

  it('makes a call and shows what the provider’s account holds', async () => {
    const created = await gateway
      .withToken(instance.token)
      .call('POST', '/hubs/marketing/contacts', { email: 'seen.in.browser@example.com' });
    expect(created.status).toBe(200);
    const block = operation('getContacts');
    await block.locator('.opblock-summary-control').click();
    await block.locator('tr[data-param-name="pageSize"] input').fill('1');
    await block.getByRole('button', { name: 'Execute' }).click({ timeout: 10_000 });
    const answer = block.locator('.live-responses-table');
    await answer.waitFor();
    expect(await answer.locator('tbody .response-col_status').first().innerText()).toContain('200');
    expect(await answer.innerText()).toContain('seen.in.browser@example.com');
    const shown = await page.locator('body').innerText();
    expect(
      [gateway.user.secret, gateway.organization.secret, instance.token].filter((secret) => shown.includes(secret)),
    ).toEqual([]);
  });

  it('still has the secrets after a reload, and none after they are forgotten', async () => {
    await page.reload();
    await page.getByText('This is the account "emfluence".').waitFor();
    await page.getByRole('button', { name: 'Forget' }).click();
    await page.getByText('Forgotten.').waitFor();
    expect(await page.getByLabel('Element token').inputValue()).toBe('');
    expect(await page.evaluate('sessionStorage.length + localStorage.length')).toBeLessThanOrEqual(1);
    expect(await page.evaluate('JSON.stringify(sessionStorage)')).not.toContain(instance.token);
  });

  it('has asked nobody but this gateway, and the browser had nothing to complain of', () => {
    expect(asked.length).toBeGreaterThan(5);
    expect(
      asked.filter((url) => !url.startsWith(`${gateway.url}/`) && !url.startsWith('data:') && !url.startsWith('blob:')),
    ).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('puts no secret into an address', () => {
    const secrets = [gateway.user.secret, gateway.organization.secret, instance.token];
    expect(
      asked.filter((url) => secrets.some((secret) => url.includes(secret) || url.includes(encodeURIComponent(secret)))),
    ).toEqual([]);
  });
});
