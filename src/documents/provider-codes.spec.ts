import { describe, expect, it } from '@jest/globals';
import { elementCatalog } from '../elements/element-catalog.js';
import type { ElementDefinition, VendorReply } from '../elements/element-definition.js';
import { classifyFailure } from '../vendor-http/classify-failure.js';
import { providerCodesOf } from './provider-codes.js';

const reply = (status: number, body: unknown): VendorReply => ({ status, headers: {}, body });

/** What callers really get for an answer of the provider. */
function reasonFor(element: ElementDefinition, answer: VendorReply): string | undefined {
  return classifyFailure({ element, effect: 'read', reply: answer, secrets: [], now: 0 })?.reason;
}

describe.each(elementCatalog.all().map((element) => [element.key, element] as const))(
  'The codes of %s',
  (_, element) => {
    const told = providerCodesOf(element);

    it('are told for every status of the table as an answer with it is judged', () => {
      const statuses = told.flatMap(({ says, reason }) => {
        const [, status] = /^HTTP (\d{3})$/.exec(says) ?? [];
        return status === undefined ? [] : [{ status: Number(status), reason }];
      });
      expect(statuses.length).toBeGreaterThan(5);
      for (const { status, reason } of statuses)
        expect([status, reasonFor(element, reply(status, {}))]).toEqual([status, reason]);
    });

    it('are told for every answer that is not JSON as it is judged', () => {
      const first = new Map<number, string>();
      for (const { says, reason } of told) {
        const [, from, to = from] = /^HTTP (\d{3})(?:–(\d{3}))?, not JSON$/.exec(says) ?? [];
        for (let status = Number(from); status <= Number(to); status += 1)
          if (!first.has(status)) first.set(status, reason);
      }
      expect(first.size).toBeGreaterThan(0);
      for (const [status, reason] of first)
        expect([status, reasonFor(element, reply(status, '<html>'))]).toEqual([status, reason]);
    });

    it('name no answer twice', () => {
      const answers = told.map(({ says }) => says);
      expect(answers.filter((says, index) => answers.indexOf(says) !== index)).toEqual([]);
    });
  },
);

describe('The codes of emfluence', () => {
  const element = elementCatalog.get('emfluence');

  it('are told number by number, as an answer with them is judged', () => {
    const codes = providerCodesOf(element).flatMap(({ says, reason }) =>
      (/^code ([\d, ]+)$/.exec(says)?.[1] ?? '')
        .split(', ')
        .filter(Boolean)
        .map((code) => ({ code: Number(code), reason })),
    );
    expect(codes.map(({ code }) => code).sort((a, b) => a - b)).toEqual([
      1, 2, 3, 4, 5, 100, 101, 200, 201, 202, 203, 204, 300, 301, 302, 303, 500, 501, 502,
    ]);
    for (const { code, reason } of codes)
      expect([code, reasonFor(element, reply(200, { success: 0, code, errors: ['no'] }))]).toEqual([code, reason]);
  });
});
