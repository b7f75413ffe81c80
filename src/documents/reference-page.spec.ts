import { Script } from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { referenceHeaders, referenceScript, referenceStyle, toReferencePage } from './reference-page.js';

const page = toReferencePage([{ key: 'keyed', name: 'Named' }]);

describe('The reference page', () => {
  it.each([
    ['page', page],
    ['style', referenceStyle],
    ['script', referenceScript],
  ])('names no outside address in its %s', (_, { text }) => {
    expect(text).not.toMatch(/(?:https?:)?\/\/[a-z0-9]|\burl\(|@import/);
  });

  it('loads only files of the gateway', () => {
    const addresses = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = '']) => address);
    expect(addresses.length).toBe(5);
    expect(addresses.filter((address) => !address.startsWith('/elements/api-v2/docs/'))).toEqual([]);
  });

  it('offers the document of every element', () => {
    expect(page.text).toContain('<option value="/elements/api-v2/elements/keyed/docs?version=3.1">Named</option>');
  });

  it('runs no script that is not one of its files, so that nothing it shows can run', () => {
    expect(page.text).not.toMatch(/<script>|\son[a-z]+=|javascript:/i);
    expect(referenceHeaders['content-security-policy']).toContain(
      "default-src 'none'; script-src 'self'; style-src 'self';",
    );
    expect(referenceHeaders['content-security-policy']).toContain("connect-src 'self'");
    expect(referenceHeaders['content-security-policy']).not.toContain('unsafe');
  });

  it('is a script that parses', () => {
    expect(() => new Script(referenceScript.text)).not.toThrow();
    expect(referenceScript.text).toContain('validatorUrl: null');
  });
});
