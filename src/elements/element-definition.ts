import type { Reason } from '../errors/error-catalog.js';
import type { Comparison } from '../ceql/expression.js';

/** A JSON object that crossed the wire; nothing is known about its values until they are read. */
export type JsonObject = Readonly<Record<string, unknown>>;

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a repeated call would do. The HTTP verb does not say it: emfluence reads are POSTs. */
export type Effect = 'read' | 'idempotent_write' | 'unsafe_write';

/** One endpoint of the provider. `{name}` in the path is filled from `CallInput.params`, percent-encoded. */
export interface VendorOperation {
  readonly method: HttpMethod;
  readonly path: string;
  readonly effect: Effect;
}

export type QueryValue = string | number | boolean | readonly string[];

/** What one call adds to its operation. An array in `query` is sent as a repeated parameter. */
export interface CallInput {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: JsonObject;
}

/** A provider's successful answer. Header names are in lower case; `body` is undefined when there was none. */
export interface VendorReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

// ---------------------------------------------------------------- configuration and credentials

export interface ConfigurationProperty {
  /** The dotted key callers use, e.g. `oauth.api.key`. */
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly type:
    'TEXTFIELD_32' | 'TEXTFIELD_64' | 'TEXTFIELD_128' | 'TEXTFIELD_1000' | 'TEXTAREA' | 'BOOLEAN' | 'PASSWORD';
  /** Encrypted at rest and shown as `********`. */
  readonly secret?: true;
  /** Hidden from the console, e.g. tokens that the gateway maintains itself. */
  readonly internal?: true;
  readonly defaultValue?: string;
  /** Closed list of values, where there is one. */
  readonly options?: readonly string[];
  /** The value is a URL of the provider: it must be on the element's host list or the operator's. */
  readonly url?: true;
}

/** How a credential is put on a call. `value` holds `{credential}`. */
export interface CredentialPlacement {
  readonly header: string;
  readonly value: string;
}

/** Names and places of an OAuth 2 authorization-code flow, which providers spell differently. */
export interface OAuthDefinition {
  /** Absent where the provider does not publish it; then the configuration must give it. */
  readonly authorizeUrl?: string;
  readonly tokenUrl?: string;
  readonly scope?: string;
  readonly authorize: {
    readonly clientId: string;
    readonly redirectUri: string;
    /** Sent as they are, e.g. `response_type=code`. */
    readonly constants: Readonly<Record<string, string>>;
    /** Absent where the provider has no scopes. */
    readonly scope?: string;
    /** An extra parameter comes back unchanged everywhere, so it always carries the state. */
    readonly state: string;
  };
  readonly exchange: TokenRequestDefinition;
  /** Absent where access tokens neither expire nor refresh. */
  readonly refresh?: TokenRequestDefinition & { readonly rotates: boolean };
  /** A grant without a user, where the provider offers one (emfluence's application-only token). */
  readonly application?: TokenRequestDefinition & { readonly urlKey: string };
  /** Where an access token may stand in the answer, first match wins. Dotted paths. */
  readonly accessTokenAt: readonly string[];
  /** Reads the provider's tenant out of the token answer, e.g. from the scope. */
  readonly tenant?: (answer: JsonObject) => string | undefined;
  /** Whether the token endpoint's refusal is final, so that a person must consent again. */
  readonly isFinalRefusal: (status: number, answer: unknown) => boolean;
}

export interface TokenRequestDefinition {
  readonly encoding: 'form' | 'json';
  readonly credentials: 'body' | 'basic';
  readonly names: Readonly<
    Partial<Record<'clientId' | 'clientSecret' | 'code' | 'redirectUri' | 'refreshToken', string>>
  >;
  readonly constants: Readonly<Record<string, string>>;
}

/** One way to authenticate, chosen by which configuration keys an instance has. */
export interface CredentialAlternative {
  readonly kind: 'oauth' | 'token' | 'key';
  /** The configuration keys that select this alternative; for `oauth` those of the client. */
  readonly keys: readonly string[];
  readonly placement: CredentialPlacement;
}

export interface AuthenticationDefinition {
  /** The element's `authentication.type` as catalogues show it. */
  readonly type: 'oauth2' | 'custom';
  readonly oauth?: OAuthDefinition;
  /** In order of precedence. */
  readonly alternatives: readonly CredentialAlternative[];
  /** The configuration key that, where it is set, must name the tenant that a token belongs to. */
  readonly tenantKey?: string;
}

/** The cheap call that proves a credential before anything is stored. */
export interface VerificationDefinition {
  readonly operation: VendorOperation;
  readonly input: CallInput;
  /** The provider's own account or user, from the answer. */
  readonly account?: (reply: VendorReply) => string | undefined;
}

// ---------------------------------------------------------------- limits and failures

export interface LimitsDefinition {
  /** Sockets to the provider from one egress address, idle ones included. */
  readonly sockets: number;
  /** Calls per sliding second from one egress address; absent where the provider counts otherwise. */
  readonly callsPerSecond?: number;
}

/** What the provider's failure says, wherever it keeps it. */
export interface VendorFailure {
  readonly code?: string;
  readonly message?: string;
  readonly requestId?: string;
  readonly existingId?: string;
}

export interface FailureRule {
  readonly status?: number | readonly [from: number, to: number];
  readonly code?: string | RegExp;
  readonly message?: RegExp;
  /** The body is not the JSON this provider answers with. */
  readonly foreign?: true;
  readonly reason: Reason;
}

export interface FailureDefinition {
  /** Whether an answer is a failure; emfluence answers 200 even when it refuses. */
  readonly isFailure: (reply: VendorReply) => boolean;
  readonly read: (reply: VendorReply) => VendorFailure;
  /** First match wins; shared defaults follow. */
  readonly rules: readonly FailureRule[];
  /**
   * When the provider's daily quota begins anew, as epoch milliseconds, if this answer says that it is used up. A
   * throttled call is then PROVIDER_QUOTA_EXHAUSTED, and callers are told to wait until that moment.
   */
  readonly quotaResetsAt?: (reply: VendorReply) => number | undefined;
}

// ---------------------------------------------------------------- fields

export type FieldType =
  | 'string'
  | 'email'
  | 'number'
  | 'boolean'
  | 'date'
  | 'datetime'
  | 'object'
  | 'array'
  | 'id'
  | 'ids'
  | 'strings'
  | 'customFields';

/** One custom field of a provider account. */
export interface CustomField {
  /** What the provider calls it in records, e.g. `6` or `custom1`. */
  readonly id: string;
  readonly label: string;
  readonly systemName?: string;
  readonly type: 'string' | 'number' | 'boolean' | 'date' | 'datetime' | 'strings';
  readonly options?: readonly string[];
}

/** What the pure mapping needs to know of the account. */
export interface MappingContext {
  readonly customFields: readonly CustomField[];
  /** Which name of a custom field answers use. */
  readonly customFieldNames: 'label' | 'system';
  /** By their ids, where the resource declares `names` and a record needs them. */
  readonly names?: ReadonlyMap<string, string>;
}

/**
 * How one field of the hub's model stands in the provider's record. With `vendorPath` alone the value is copied and
 * converted by `type`; `read` and `write` take over where a path cannot say it.
 */
export interface FieldMapping {
  /** The hub's name; dots nest. */
  readonly path: string;
  readonly type: FieldType;
  readonly vendorPath?: string;
  /** Where the provider takes the value, when it gives it under another name. */
  readonly vendorWritePath?: string;
  readonly readOnly?: true;
  /** Taken but never answered. */
  readonly writeOnly?: true;
  /** A text says why, for the refusal of a body without it. */
  readonly required?: true | string;
  /** A required field that this one says as well, e.g. the list of e-mails the first e-mail. */
  readonly standsFor?: string;
  readonly maxLength?: number;
  readonly description?: string;
  readonly read?: (record: JsonObject, context: MappingContext) => unknown;
  /** Answers vendor paths and values; `undefined` values are left out, `null` clears. Throws INVALID_REQUEST with a path. */
  readonly write?: (value: unknown, context: MappingContext) => Readonly<Record<string, unknown>>;
}

// ---------------------------------------------------------------- resources

export type DuplicatePolicy = 'refuse' | 'update' | 'allow';

export interface OperationOptions {
  readonly onDuplicate: DuplicatePolicy;
  readonly force: boolean;
  /** The instance's standing reason for consent, used where the body gives none. */
  readonly optInReason?: string;
}

/** What the steps of an operation see. Replies are kept under the step's name, one for each of its calls. */
export interface OperationState {
  readonly id?: string;
  /** The record that a child belongs to. */
  readonly parentId?: string;
  /** The caller's body in the hub's names, checked. */
  readonly body: JsonObject;
  /** The same body in the provider's shape, as the mapping made it. */
  readonly draft: JsonObject;
  /** The provider's record before an update, when the operation asked for it. */
  readonly current?: JsonObject;
  readonly options: OperationOptions;
  readonly replies: Readonly<Record<string, readonly VendorReply[]>>;
}

/** One provider call of an operation, or several of the same kind. Pure: the engine sends. */
export interface Step {
  readonly name: string;
  readonly operation: VendorOperation;
  /** The calls to make, in order; none skips the step. May throw a GatewayError, which refuses the operation. */
  readonly from: (state: OperationState) => readonly CallInput[];
  /** Failures that are an answer here; their reply is left out. */
  readonly expects?: readonly Reason[];
  /** What to tell the caller for a failure, where the shared sentence would not help. */
  readonly messages?: Readonly<Partial<Record<Reason, string>>>;
}

/** What the hub does for one verb, as provider calls in order. */
export interface StepsOperation {
  readonly steps: readonly Step[];
  /** What no two operations of one instance may do at once, e.g. create the same e-mail; undefined when any may. */
  readonly exclusive?: (state: OperationState) => string | undefined;
  /** The provider's record to answer with; absent for an empty answer. */
  readonly answer?: (state: OperationState) => JsonObject;
  /** Said in `elements-outcome` when the caller asked for an upsert. */
  readonly outcome?: (state: OperationState) => 'created' | 'updated';
  /** Said in `elements-error` beside a success that is not a whole one; undefined when all went well. */
  readonly note?: (state: OperationState) => string | undefined;
}

/** A change of one record. Fields whose value is the current one are dropped before `draft` is made. */
export interface UpdateOperation extends StepsOperation {
  /** Reads the record as it stands. */
  readonly current: {
    readonly operation: VendorOperation;
    readonly from: (id: string) => CallInput;
    readonly record: (reply: VendorReply) => JsonObject;
  };
  /** Body fields that a partial write cannot express, so that the record is read first: collections are merged, not replaced. */
  readonly needsCurrent: readonly string[];
}

/** A provider condition that a comparison became: parameters to send; never narrower than the hub's own meaning. */
export type Criterion = Readonly<Record<string, QueryValue>>;

/** Translates one comparison, or answers undefined when this value cannot be said to the provider. */
export type FilterTranslator = (comparison: Comparison) => Criterion | undefined;

/** The provider hands out a token for the next page. */
export interface CursorPaging {
  readonly kind: 'cursor';
  readonly sizeParameter: string;
  readonly tokenParameter: string;
  readonly maxSize: number;
  readonly nextToken: (reply: VendorReply) => string | undefined;
  /** Whether this success is a list at all: an answer that is not understood must not pass for an empty one. */
  readonly isList?: (reply: VendorReply) => boolean;
}

/** The provider counts pages from 1. */
export interface NumberedPaging {
  readonly kind: 'numbered';
  readonly sizeParameter: string;
  readonly pageParameter: string;
  readonly maxSize: number;
  readonly total: (reply: VendorReply) => number | undefined;
  /** As for tokens. */
  readonly isList?: (reply: VendorReply) => boolean;
}

/** Fetches whole records for the ids of partial rows, `batch` at a time. */
export interface Hydration {
  readonly operation: VendorOperation;
  readonly batch: number;
  readonly from: (ids: readonly string[]) => CallInput;
  readonly records: (reply: VendorReply) => readonly JsonObject[];
  /** Joins what only the row tells with the whole record; without it the whole record alone counts. */
  readonly merge?: (row: JsonObject, whole: JsonObject) => JsonObject;
  /** The hub fields that only whole records have: where the query names none of them, the rows are good enough. */
  readonly onlyFor?: readonly string[];
}

/** What a list is asked for. Criteria are joined by AND; `orderBy` is one of `sorts`. */
export interface ListScope {
  readonly criteria: readonly Criterion[];
  readonly orderBy?: SortOrder;
  readonly parentId?: string;
  /** When the caller asked for the first page, as epoch milliseconds: windows of time stay as they are while paging. */
  readonly now: number;
  /** What the list's `before` steps were answered, by their names. */
  readonly replies: Readonly<Record<string, readonly VendorReply[]>>;
}

/** One of several provider lists that together are one of the hub's. What it does not say is as the list itself says. */
export interface ListVariant {
  /** Said in `elements-query-plan`, e.g. `sent since 2026-01-01`. */
  readonly name: string;
  readonly input: CallInput;
  readonly operation?: VendorOperation;
  readonly paging?: CursorPaging | NumberedPaging;
  readonly records?: ListOperation['records'];
  /** Whether its rows come in rising order of their id, where that differs from the list's. */
  readonly byId?: boolean;
}

export interface ListOperation {
  readonly operation: VendorOperation;
  readonly paging: CursorPaging | NumberedPaging;
  readonly records: (reply: VendorReply) => readonly JsonObject[];
  /** All parameters but those of paging. */
  readonly from: (query: ListScope) => CallInput;
  /** Reads that decide how to list, once for each page of the hub's. */
  readonly before?: readonly Step[];
  /** The provider lists to read one after the other, instead of the one that `from` says. Rows must not overlap; none is an empty list. */
  readonly variants?: (query: ListScope) => readonly ListVariant[];
  readonly filters: Readonly<Record<string, FilterTranslator>>;
  /** Hub field to the provider's sort key. */
  readonly sorts: Readonly<Record<string, string>>;
  /** The hub field by which rows come when the caller asks for no order; unique, so that pages do not overlap. */
  readonly defaultSort: string;
  readonly hydration?: Hydration;
}

export interface SortOrder {
  readonly field: string;
  readonly direction: 'asc' | 'desc';
}

export interface ResourceDefinition {
  /** The provider's own name of the object. */
  readonly vendorName: string;
  readonly description: string;
  /** What an id looks like; anything else is 404 without a provider call. */
  readonly idPattern: RegExp;
  /** The field of the provider's record that holds its id. */
  readonly vendorId: string;
  readonly fields: readonly FieldMapping[];
  /** Fields of the hub's model that this provider does not have; writing one is 400. */
  readonly lacks: readonly string[];
  /** The provider's own field names that a body may also carry, beside those mapped. */
  readonly vendorFields: readonly string[];
  /** Other names of hub fields: the columns that callers of an older generation of the element know. */
  readonly aliases?: Readonly<Record<string, string>>;
  readonly operations: {
    readonly list?: ListOperation;
    readonly retrieve?: StepsOperation;
    readonly create?: StepsOperation;
    readonly update?: UpdateOperation;
    readonly delete?: StepsOperation;
    /** Several records in one request, a result for each; without it an array is refused. */
    readonly createMany?: RowsOperation;
  };
  /** There is one for each parent: it is read and changed at the collection's own path, without an id. */
  readonly singleton?: true;
  /** Resources below one record. A name may have two segments, e.g. `reports/clicks`. */
  readonly children?: Readonly<Record<string, ResourceDefinition>>;
  /** The `status` that a new record gets, so that a body which claims another one can be refused. */
  readonly initialStatus?: (body: JsonObject) => string;
  /** How the account's custom fields of this object are listed, and which records need them to be read. */
  readonly customFields?: CustomFieldsDefinition;
  /** Names that records hold only as ids, e.g. of folders. */
  readonly names?: NamesDefinition;
}

/** One row of an array body, in the hub's shape and in the provider's. */
export interface DraftRow {
  readonly body: JsonObject;
  readonly draft: JsonObject;
}

/** The fate of one row. */
export interface RowResult {
  readonly id?: string;
  readonly outcome: 'created' | 'updated' | 'added' | 'removed' | 'sent' | 'conflict' | 'failed' | 'not_attempted';
  readonly message?: string;
  readonly providerMessage?: string;
}

/** How an array is stored: rows that `takes` says go to the provider together, all others one by one through `create`. */
export interface RowsOperation {
  readonly maxRows: number;
  readonly batch?: {
    readonly operation: VendorOperation;
    readonly takes: (row: DraftRow) => boolean;
    /** Groups of row numbers that one call may carry. */
    readonly groups: (rows: readonly DraftRow[]) => readonly (readonly number[])[];
    readonly from: (rows: readonly DraftRow[], state: Pick<OperationState, 'parentId' | 'options'>) => CallInput;
    /** One result for each of these rows, in order. */
    readonly read: (reply: VendorReply, rows: readonly DraftRow[], options: OperationOptions) => readonly RowResult[];
    /** What the provider cannot be told in the same call, once it is known which rows were stored; a failure is told in them. */
    readonly after?: {
      readonly operation: VendorOperation;
      readonly from: (
        rows: readonly DraftRow[],
        results: readonly RowResult[],
        options: OperationOptions,
      ) => readonly CallInput[];
      readonly read: (replies: readonly VendorReply[], results: readonly RowResult[]) => readonly RowResult[];
      readonly failed: (result: RowResult, message: string) => RowResult;
    };
  };
}

export interface CustomFieldsDefinition {
  readonly list: readonly Step[];
  /** System names that an account can have, told where its own list cannot be read. */
  readonly systemNames?: readonly string[];
  readonly read: (replies: Readonly<Record<string, readonly VendorReply[]>>) => readonly CustomField[];
  /** Whether this record cannot be mapped without knowing the account's custom fields. */
  readonly neededBy: (record: JsonObject) => boolean;
}

/** Names that the provider keeps apart from the records that point to them. */
export interface NamesDefinition {
  readonly list: readonly Step[];
  readonly read: (replies: Readonly<Record<string, readonly VendorReply[]>>) => ReadonlyMap<string, string>;
  /** Whether this record points to something that is not among these names. */
  readonly missing: (record: JsonObject, names: ReadonlyMap<string, string>) => boolean;
}

export interface ElementDefinition {
  /** Stable number of the element in the catalogue. */
  readonly id: number;
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly hub: 'marketing';
  /** Without a trailing slash; an instance's `base.url` may replace it. */
  readonly baseUrl: string;
  /** Hosts that configured URLs may name, besides those of the operator's allow-list. A leading dot allows subdomains. */
  readonly hosts: readonly string[];
  /** The longest time that one call may take. */
  readonly timeoutMs: number;
  readonly configuration: readonly ConfigurationProperty[];
  readonly authentication: AuthenticationDefinition;
  readonly verification: VerificationDefinition;
  readonly limits: LimitsDefinition;
  readonly failures: FailureDefinition;
  /** What the provider objects to in a success; callers are told in `elements-error`. */
  readonly warnings?: (reply: VendorReply) => readonly string[];
  readonly ping: StepsOperation;
  readonly resources: Readonly<Record<string, ResourceDefinition>>;
}
