import { Clock } from './clock.js';
import { ConnectionTable } from './connections.js';
import { FaultTable } from './faults.js';
import { isRecord } from './fields.js';
import { Journal } from './journal.js';
import type { Guess, ProviderFactory, ProviderSimulator } from './provider.js';
import { providerNames } from './provider-name.js';
import type { ProviderName } from './provider-name.js';
import { Settings } from './settings.js';
import { StateFile } from './state-file.js';

export type ProviderFactories = Readonly<Record<ProviderName, ProviderFactory>>;

export interface SandboxOptions {
  readonly factories: ProviderFactories;
  /** Where the state is kept; without it the sandbox forgets everything when it stops. */
  readonly dataDir?: string;
  readonly warn: (message: string) => void;
}

/** Both providers with all that stands around them, without a network. */
export class Sandbox {
  readonly clock = new Clock();
  readonly settings = new Settings();
  readonly journal = new Journal();
  readonly faults = new FaultTable();
  readonly connections = new ConnectionTable();
  readonly warn: (message: string) => void;
  private readonly factories: ProviderFactories;
  private readonly stateFile: StateFile | undefined;
  private simulators: Readonly<Record<ProviderName, ProviderSimulator>>;
  private clockOffsetMs = 0;

  constructor({ factories, dataDir, warn }: SandboxOptions) {
    this.factories = factories;
    this.warn = warn;
    this.settings.declare('limits', 'on', ['on', 'off']);
    this.settings.declare('consent', 'auto', ['auto', 'ask']);
    this.settings.declare('grace', 0);
    this.settings.declare('familyRevocation', false);
    this.simulators = this.createSimulators();
    this.declareGuesses();
    this.stateFile = dataDir === undefined ? undefined : new StateFile(dataDir, () => this.snapshot(), warn);
    // A failed restore may have got half-way, so the simulators are made anew.
    if (this.stateFile?.load((state) => this.restore(state)) === false) this.forget();
  }

  simulator(name: ProviderName): ProviderSimulator {
    return this.simulators[name];
  }

  guesses(): (Guess & { readonly provider: ProviderName })[] {
    return providerNames.flatMap((provider) =>
      this.simulators[provider].guesses.map((guess) => ({ provider, ...guess })),
    );
  }

  /** Moves the providers' clock; a restart keeps it, since stored tokens bear its times. */
  advanceClock(ms: number): void {
    this.clockOffsetMs += ms;
    this.clock.advance(ms);
    this.changed();
  }

  reset(options: { tokens: boolean }): void {
    this.clockOffsetMs = 0;
    this.clock.reset();
    this.settings.reset();
    this.faults.clear();
    this.journal.clear();
    this.connections.reset();
    for (const name of providerNames) this.simulators[name].reset(options);
    this.changed();
  }

  /** To be called after whatever may have changed what must survive a restart. */
  changed(): void {
    this.stateFile?.changed();
  }

  store(): void {
    this.stateFile?.store();
  }

  private createSimulators(): Record<ProviderName, ProviderSimulator> {
    return { keap: this.createSimulator('keap'), emfluence: this.createSimulator('emfluence') };
  }

  private createSimulator(name: ProviderName): ProviderSimulator {
    return this.factories[name]({
      clock: this.clock,
      settings: this.settings,
      openConnections: () => this.connections.open(name),
      runningRequests: () => this.connections.runningRequests(name),
      countThrottled: () => this.connections.countThrottled(name),
    });
  }

  private declareGuesses(): void {
    const declared = new Set(Object.keys(this.settings.all()));
    for (const { name, provider, values, default: value } of this.guesses()) {
      if (declared.has(name)) throw new Error(`The guess "${name}" of ${provider} has the name of another setting.`);
      declared.add(name);
      this.settings.declare(name, value, values);
    }
  }

  private snapshot(): unknown {
    const providers = Object.fromEntries(providerNames.map((name) => [name, this.simulators[name].snapshot()]));
    return { version: 1, clockOffsetMs: this.clockOffsetMs, providers };
  }

  private restore(state: Record<string, unknown>): void {
    const { version, clockOffsetMs, providers } = state;
    if (version !== 1) throw new Error(`its version is ${JSON.stringify(version)}, not 1`);
    if (!isRecord(providers) || typeof clockOffsetMs !== 'number') throw new Error('it lacks providers or clock');
    for (const name of providerNames) {
      if (providers[name] !== undefined) this.simulators[name].restore(providers[name]);
    }
    this.clockOffsetMs = clockOffsetMs;
    this.clock.advance(clockOffsetMs);
  }

  private forget(): void {
    this.simulators = this.createSimulators();
  }
}
