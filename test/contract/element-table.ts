import type { ElementDefinition } from '../../src/elements/element-definition.js';
import type { EmfluenceAccount, JournalEntry, KeapAccount, Provider, TestSandbox } from '../support/sandbox.js';
import type { TestGateway } from '../support/gateway.js';
import type { ContractContext } from './contract-context.js';
import type { Scene } from './contract-scene.js';

export type Body = Readonly<Record<string, unknown>>;
export type ProviderAccount = KeapAccount | EmfluenceAccount;

/** One value on its way: what the caller writes, what the hub then answers, what the provider then keeps. */
export interface FieldValue {
  readonly write: unknown;
  /** Where it differs from what was written. */
  readonly answer?: unknown;
  readonly kept: unknown;
  /** Other fields that have to come along with this value. */
  readonly beside?: Body;
}

/** One field that can be written, with its place in the provider's record, read without the element's own mapping. */
export interface FieldRow {
  readonly path: string;
  readonly read: (record: Body) => unknown;
  readonly first: FieldValue;
  readonly second: FieldValue;
  /** What the provider keeps after `null`; a refusal where the provider cannot be without the field. */
  readonly cleared?: { readonly answer?: unknown; readonly kept: unknown } | 'refused';
  /** Other fields that have to come along. */
  readonly beside?: Body;
}

/** A field that only the provider writes: its value for a provider record, by the model's table. */
export interface ReadOnlyRow {
  readonly path: string;
  readonly expected: (record: Body) => unknown;
}

/** A `where`, and all that the provider is asked because of it. */
export interface FilterRow {
  readonly where: string;
  readonly criteria: Body;
}

/** What the provider answers instead of a record, and what becomes of it. */
export interface FailureRow {
  readonly name: string;
  readonly fault: Body;
  /** How often the answer is given; a refused credential is given twice, since the call is repeated once. */
  readonly times?: number;
  readonly status: number;
  readonly reason: string;
  readonly providerMessage?: string;
  readonly providerRequestId?: string;
  readonly retryAfter?: number;
}

export interface CredentialRow {
  readonly name: string;
  readonly configuration: Body;
}

/** All that the contract has to know of one element; what it does not say is the same for all. */
export interface ElementTable {
  readonly element: ElementDefinition;
  readonly provider: Provider;
  readonly provision: (
    gateway: TestGateway,
    sandbox: TestSandbox,
    account: ProviderAccount,
    more?: Readonly<Record<string, string>>,
  ) => Promise<{ id: number; token: string }>;
  /** Makes what the rows below speak of in a new account. */
  readonly prepare?: (scene: Scene) => Promise<void>;
  readonly good: (sandbox: TestSandbox, account: ProviderAccount) => Promise<readonly CredentialRow[]>;
  readonly bad: (sandbox: TestSandbox, account: ProviderAccount) => Promise<readonly CredentialRow[]>;
  /** The provider's own name of a record's id. */
  readonly vendorId: string;
  /** Rows that only this element has. */
  readonly own: (context: ContractContext) => void;
  readonly emailOf: (record: Body) => unknown;
  readonly isCreate: (entry: JournalEntry) => boolean;
  readonly wrongIds: readonly string[];
  readonly missingId: string;
  readonly fields: readonly FieldRow[];
  readonly readOnly: readonly ReadOnlyRow[];
  /** Fields that can be written but come back under another name only. */
  readonly writeOnly: readonly string[];
  readonly vendorFields: readonly {
    readonly name: string;
    readonly value: unknown;
    readonly read: (record: Body) => unknown;
    readonly kept: unknown;
  }[];
  readonly lacks: Body;
  readonly tooLong: readonly { readonly path: string; readonly max: number }[];
  readonly refused: readonly { readonly body: Body; readonly path: string }[];
  /** Whether the provider can hold one e-mail twice. */
  readonly twins: boolean;
  /** The provider request of a list, paging apart, for these criteria. */
  readonly listCall: {
    readonly method: string;
    readonly path: string;
    readonly asked: (entry: JournalEntry) => Body;
    readonly expected: (criteria: Body) => Body;
  };
  readonly filters: readonly FilterRow[];
  /** A read whose answer the failures replace. */
  readonly readPath: string;
  readonly failures: readonly FailureRow[];
  /** Successes that are no list. */
  readonly noLists: readonly (readonly [name: string, body: unknown])[];
  /** A refusal that repeats our own credential. */
  readonly echo: (credential: string) => Body;
  /** Provider calls of each hub call, at most. */
  readonly budget: Readonly<
    Record<'read' | 'list' | 'create' | 'upsert' | 'patchScalar' | 'patchCollection' | 'patchEmail', number>
  >;
  /** An instance whose credential can be renewed, and how the provider stops taking it. */
  readonly expiring: {
    readonly provision: (scene: Scene) => Promise<{ id: number; token: string }>;
    readonly expire: (scene: Scene, concurrent: number) => Promise<void>;
    readonly isRenewal: (entry: JournalEntry) => boolean;
    readonly concurrent: number;
  };
}
