import { Injectable } from '@nestjs/common';
import { compileCeql, type FieldTyping } from '../ceql/evaluate-ceql.js';
import { compareCodePoints } from '../ceql/fold-text.js';
import { readingOf } from '../ceql/value-type.js';
import type { CustomField, JsonObject, ListOperation, VendorReply } from '../elements/element-definition.js';
import { toCustomFieldName } from '../elements/custom-field-names.js';
import { Transformations } from '../transformations/transformations.js';
import { VendorClient } from '../vendor-http/vendor-client.js';
import { fieldNamesOf, fieldTypingOf } from './field-names.js';
import type { HubCall } from './hub-call.js';
import type { HubAnswer } from './hub-request.js';
import { readListQuery, type ListQuery } from './list-query.js';
import { RecordMapper } from './map-records.js';
import { PageCursor, type Position } from './page-cursor.js';
import { namesField } from './named-fields.js';
import { planSearch, type SearchPlan } from './plan-search.js';
import { search, type SearchParts, type SearchResult } from './search.js';
import { pickFields, readField, toHeaderText, withNulls } from './to-hub-answer.js';

/** The list of one resource: reads the query, plans it, walks the provider's pages and answers with the next cursor. */
@Injectable()
export class RecordLister {
  constructor(
    private readonly vendor: VendorClient,
    private readonly mapper: RecordMapper,
    private readonly cursor: PageCursor,
    private readonly transformations: Transformations,
  ) {}

  async list(call: HubCall): Promise<HubAnswer> {
    const { request, instance, resource } = call;
    const declared = resource.operations.list as ListOperation;
    const customFields = await this.customFieldsOf(call);
    const typeOf = fieldTypingOf(resource, customFields);
    const query = readListQuery(request.query, fieldNamesOf(resource, call.raw), typeOf);
    const boundTo = `${instance.organizationId}/${instance.id}/${[request.resource, request.id, request.child, request.childId].join('/')}/${query.fingerprint}`;
    const start: Position = query.nextPage === undefined ? { n: 0 } : this.cursor.open(query.nextPage, boundTo);
    const now = start.w ?? Date.now();
    const list = withoutNeedlessHydration(declared, query);
    const plan = planSearch(list, query, {
      now,
      replies: await this.before(call, list),
      ...(call.parentId !== undefined && { parentId: call.parentId }),
    });
    const result = await search(this.toParts(call, { list, query, plan, typeOf, customFields }), start);
    const { hideNulls } = call.settings;
    return {
      body: result.records.map((record) =>
        pickFields(hideNulls || call.raw ? record : withNulls(record, resource), query.fields),
      ),
      headers: toListHeaders(
        result,
        plan,
        query,
        result.next && this.cursor.seal({ ...result.next, ...(list.variants && { w: now }) }, boundTo),
      ),
    };
  }

  private async before(
    { instance, request, parentId }: HubCall,
    { before = [] }: ListOperation,
  ): Promise<Readonly<Record<string, readonly VendorReply[]>>> {
    const replies: Record<string, readonly VendorReply[]> = {};
    for (const { name, operation, from } of before) {
      const inputs = from({
        body: {},
        draft: {},
        options: { onDuplicate: 'refuse', force: false },
        replies,
        ...(parentId !== undefined && { parentId }),
      });
      replies[name] = await Promise.all(
        inputs.map((input) => this.vendor.send(instance.connection, operation, input, request.deadline)),
      );
    }
    return replies;
  }

  /** Only a query that names a custom field needs to know them before rows are read. */
  private async customFieldsOf(call: HubCall): Promise<readonly CustomField[]> {
    const { where, orderBy, fields } = call.request.query;
    const named = [where, orderBy, fields].some((text) => text?.includes('customFields'));
    return named ? this.mapper.customFieldsOf(call) : [];
  }

  private toParts(
    call: HubCall,
    asked: {
      list: ListOperation;
      query: ListQuery;
      plan: SearchPlan;
      typeOf: FieldTyping;
      customFields: readonly CustomField[];
    },
  ): SearchParts {
    const { request, instance, resource, settings } = call;
    const { list, query, plan, typeOf } = asked;
    const read = toReader(asked.customFields, settings.customFieldNames);
    const predicate = query.where && compileCeql(query.where, typeOf);
    const hubShape = this.toHubShape(call, asked.customFields);
    const send: SearchParts['send'] = (operation, input) =>
      this.vendor.send(instance.connection, operation, input, request.deadline);
    return {
      list,
      vendorId: resource.vendorId,
      plan,
      query,
      scanBudget: settings.scanBudget,
      send,
      hydrate: async (ids) => {
        if (!list.hydration) return [];
        const { operation, from, records } = list.hydration;
        return records(await this.vendor.send(instance.connection, operation, from(ids), request.deadline));
      },
      toHub: (records) => this.mapper.toHub(call, records),
      ...(predicate && { matches: (record: JsonObject) => predicate(readOnce(hubShape(record), read)) }),
      compare: toComparison(query, typeOf, (record, field) => read(hubShape(record), field)),
    };
  }

  /** Queries are judged on the hub's shape, also where the answer is the provider's own JSON. */
  private toHubShape(
    { raw, resource, settings }: HubCall,
    customFields: readonly CustomField[],
  ): (record: JsonObject) => JsonObject {
    if (!raw) return (record) => record;
    const shown = this.transformations.for(resource);
    return (record) => shown.toHub(record, { customFields, customFieldNames: settings.customFieldNames });
  }
}

const readOnce =
  (record: JsonObject, read: FieldReading) =>
  (field: string): unknown =>
    read(record, field);

type FieldReading = (record: JsonObject, field: string) => unknown;

/** A custom field may be asked for by any of its names, but stands in the record under one. */
function toReader(customFields: readonly CustomField[], naming: 'label' | 'system'): FieldReading {
  const prefix = 'customFields.';
  return (record, field) => {
    if (!field.startsWith(prefix)) return readField(record, field);
    const name = field.slice(prefix.length);
    const known = customFields.find(({ label, systemName, id }) => [label, systemName, id].includes(name));
    return known && readField(record, prefix + toCustomFieldName(known, naming, customFields));
  };
}

/** Absent values come last, whatever the direction. */
function toComparison(query: ListQuery, typeOf: FieldTyping, read: FieldReading): SearchParts['compare'] {
  const keys = query.orderBy.map(({ field, direction }) => {
    const reading = readingOf(typeOf(field) ?? 'string');
    return { value: (record: JsonObject) => reading?.read(read(record, field)), sign: direction === 'asc' ? 1 : -1 };
  });
  return (a, b) => {
    for (const { value, sign } of keys) {
      const [left, right] = [value(a), value(b)];
      if (left === undefined || right === undefined) {
        if (left !== right) return left === undefined ? 1 : -1;
        continue;
      }
      const order =
        typeof left === 'number' && typeof right === 'number'
          ? left - right
          : compareCodePoints(String(left), String(right));
      if (order !== 0) return order * sign;
    }
    return 0;
  };
}

/** Whole records are fetched only where something is asked that the rows do not tell. */
function withoutNeedlessHydration(list: ListOperation, query: ListQuery): ListOperation {
  const { hydration, ...rest } = list;
  return hydration?.onlyFor && !hydration.onlyFor.some((field) => namesField(query, field)) ? rest : list;
}

function toListHeaders(
  result: SearchResult,
  plan: SearchPlan,
  query: ListQuery,
  cursor: string | undefined,
): Record<string, string> {
  const filtered = query.where ? 'gateway' : 'none';
  return {
    'elements-returned-count': String(result.records.length),
    ...(result.total !== undefined && { 'elements-total-count': String(result.total) }),
    ...(cursor !== undefined && { 'elements-next-page-token': cursor }),
    'elements-query-plan': toHeaderText(
      `pushed=${plan.pushed.join(',') || 'none'}; filtered=${filtered}; sorted=${plan.sortedBy}; calls=${result.calls}${toSearched(plan)}`,
    ),
    ...(result.cutShort && {
      'elements-error': 'The scan budget ended before the page was full; nextPage goes on exactly there.',
    }),
  };
}

/** What was looked through, where that is not simply all there is. */
function toSearched({ variants }: SearchPlan): string {
  const names = variants.map(({ name }) => name).filter((name) => name !== '');
  return names.length > 0 ? `; searched=${names.join(', ')}` : '';
}
