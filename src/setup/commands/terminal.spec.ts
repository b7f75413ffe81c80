import { PassThrough } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { Terminal } from './terminal.js';

function makeTerminal(isTTY: boolean) {
  const input = Object.assign(new PassThrough(), { isTTY, setRawMode: () => undefined });
  const output = Object.assign(new PassThrough(), { isTTY, columns: 80 });
  const shown: string[] = [];
  output.on('data', (chunk: Buffer) => shown.push(chunk.toString()));
  return { input, terminal: new Terminal({ input, output }), shown: () => shown.join('') };
}

describe('a conversation', () => {
  it('keeps piped lines for later questions, also after the input has ended', async () => {
    const { input, terminal } = makeTerminal(false);
    input.end('first\n second \nthird');
    expect(await terminal.ask('One? ')).toBe('first');
    await new Promise((resolve) => setImmediate(resolve));
    expect(await terminal.askSecret('Two? ')).toBe('second');
    expect(await terminal.ask('Three? ')).toBe('third');
    await expect(terminal.ask('Four? ')).rejects.toThrow('The input ended');
  });

  it('ends a question that waits when the input ends', async () => {
    const { input, terminal } = makeTerminal(false);
    const answer = terminal.ask('One? ');
    input.end();
    await expect(answer).rejects.toThrow('The input ended');
  });

  it('shows what is typed, but never a secret, not even one that is edited, typed early or recalled', async () => {
    const { input, terminal, shown } = makeTerminal(true);
    input.write('early-secret');
    const secret = terminal.askSecret('Secret: ');
    input.write('-hidden\u007fn\r');
    expect(await secret).toBe('early-secret-hidden');
    const plain = terminal.ask('Plain: ');
    input.write('\u001b[A');
    input.write('open\r');
    expect(await plain).toBe('open');
    const hasty = terminal.ask('Hasty: ');
    input.write('1\rhasty-secret\r');
    expect([await hasty, await terminal.askSecret('Secret: ')]).toEqual(['1', 'hasty-secret']);
    terminal.close();
    expect(shown()).toContain('Secret: ');
    expect(shown()).toContain('open');
    expect(shown()).not.toMatch(/early|hidd|hasty/);
  });
});
