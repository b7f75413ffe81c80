import type { ElementDefinition } from '../../elements/element-definition.js';
import { credentialWays, type CredentialWay } from './credential-ways.js';
import type { Terminal } from './terminal.js';

export interface AskedCredential {
  readonly kind: CredentialWay['kind'];
  readonly configuration: Readonly<Record<string, string>>;
}

/** Asks how to authenticate and for what that needs. */
export async function askCredential(terminal: Terminal, element: ElementDefinition): Promise<AskedCredential> {
  const { kind, asks } = await askWay(terminal, credentialWays(element));
  const configuration: Record<string, string> = {};
  for (const { key, name, secret } of asks) {
    const question = `${name}${secret ? ' (not shown)' : ''}: `;
    configuration[key] = await untilGiven(terminal, () =>
      secret ? terminal.askSecret(question) : terminal.ask(question),
    );
  }
  return { kind, configuration };
}

async function askWay(terminal: Terminal, ways: readonly CredentialWay[]): Promise<CredentialWay> {
  const [first] = ways;
  if (first && ways.length === 1) return first;
  terminal.say('How do you want to connect?');
  ways.forEach(({ label }, index) => terminal.say(`  ${index + 1}  ${label}`));
  for (;;) {
    const answer = await terminal.ask('Number [1]: ');
    const way = ways[Number(answer || '1') - 1];
    if (way) return way;
    terminal.say(`Please answer with a number from 1 to ${ways.length}.`);
  }
}

async function untilGiven(terminal: Terminal, ask: () => Promise<string>): Promise<string> {
  for (;;) {
    const answer = await ask();
    if (answer !== '') return answer;
    terminal.say('This is needed.');
  }
}
