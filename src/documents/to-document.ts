import type { ElementDefinition } from '../elements/element-definition.js';
import type { Statuses } from '../errors/error-body.js';
import { describeHub, type DescribedAccount } from './describe-hub.js';
import type { DocumentQuery } from './read-document-query.js';
import { selectOperation } from './select-operation.js';
import { toOpenApi } from './to-open-api.js';
import { toSwagger } from './to-swagger.js';

export type ApiDocument = Readonly<Record<string, unknown>>;

export interface DocumentRequest {
  readonly element: ElementDefinition;
  readonly account?: DescribedAccount;
  readonly query: DocumentQuery;
  readonly statuses: Statuses;
}

/** The document that was asked for, in its format, whole or of one operation. */
export function toDocument({ element, account, query, statuses }: DocumentRequest): ApiDocument {
  const whole = describeHub(element, account);
  const hub = query.operationId === undefined ? whole : selectOperation(whole, query.operationId);
  return query.format === 'openapi' ? toOpenApi(hub, statuses) : toSwagger(hub, statuses);
}
