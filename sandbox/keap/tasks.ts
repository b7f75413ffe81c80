import type { SandboxReply } from '../provider.js';
import type { Settings } from '../settings.js';
import type { Call, Route } from './call.js';
import { param } from './call.js';
import { customFilter } from './custom-filters.js';
import { readCustomValues } from './custom-values.js';
import type { FilterField } from './filter.js';
import { comparedIdField, flagField, idField, setField, sinceField, textField, untilField } from './filter-fields.js';
import { readBody, readEnum, readFlag, readList, readText, readWholeNumber, required } from './json-body.js';
import type { JsonObject } from './json-body.js';
import { listPage, nextPageToken } from './paging.js';
import { readReference } from './reference.js';
import type { TaskRecord } from './sales-records.js';
import { notFound, unreadable } from './refusal.js';
import { emptyReply, jsonReply } from './replies.js';
import { applyMask, readNames, toRecord } from './selection.js';
import { allRows, findRow, insertRow, removeRow } from './table.js';
import { parseBodyTime, toTimestamp } from './times.js';

const TEXTS = ['title', 'description', 'type', 'priority'];
const TIMES = ['completion_time', 'due_time'];
const PRIORITIES = ['CRITICAL', 'ESSENTIAL', 'NONESSENTIAL'];
const REMINDERS = [5, 10, 15, 30, 60, 120, 240, 480, 1440, 2880];
const WRITABLE = [
  ...TEXTS,
  ...TIMES,
  'completed',
  'accepted',
  'remind_time_mins',
  'assigned_to_user_id',
  'contact_id',
  'opportunity_id',
  'custom_fields',
];
const MASKABLE = [...WRITABLE, 'id', 'last_updated_by_user_id'];

function toText(id: number | undefined): string | undefined {
  return id === undefined ? undefined : String(id);
}

export function toTask(task: TaskRecord, settings: Settings): JsonObject {
  const time = (ms: number | undefined): string | null => (ms === undefined ? null : toTimestamp(ms, settings));
  return {
    id: String(task.id),
    ...Object.fromEntries(TEXTS.map((name) => [name, task.texts[name] ?? null])),
    completed: task.completed,
    accepted: task.accepted,
    create_time: time(task.created),
    modification_time: time(task.updated),
    completion_time: time(task.times['completion_time']),
    due_time: time(task.times['due_time']),
    remind_time_mins: task.remind_time_mins ?? null,
    assigned_to_user_id: String(task.assigned_to_user_id),
    created_by_user_id: String(task.created_by),
    last_updated_by_user_id: String(task.updated_by),
    contact_id: toText(task.contact_id) ?? null,
    opportunity_id: toText(task.opportunity_id) ?? null,
    custom_fields: task.custom_fields,
  };
}

/** Custom fields come only when `fields` asks for them. */
function shownTask(call: Call, task: TaskRecord): JsonObject {
  const full = toTask(task, call.settings);
  const withCustom = readNames(call, 'fields')?.includes('custom_fields') ?? false;
  const columns = Object.keys(full).filter((name) => withCustom || name !== 'custom_fields');
  return toRecord(call, full, columns);
}

function findTask(call: Call): TaskRecord {
  const task = findRow(call.records.tasks, param(call, 'task_id'));
  if (!task) throw notFound('Task');
  return task;
}

function filterFields(settings: Settings): Record<string, FilterField<TaskRecord>> {
  return {
    id: comparedIdField(({ id }) => id),
    task_ids: setField(({ id }) => String(id)),
    contact_id: idField(({ contact_id }) => contact_id),
    opportunity_id: idField(({ opportunity_id }) => opportunity_id),
    user_id: idField(({ assigned_to_user_id }) => assigned_to_user_id, 'UNASSIGNED'),
    has_due_date: flagField(({ times }) => times['due_time'] !== undefined),
    is_completed: flagField(({ completed }) => completed),
    priority: idField(({ texts }) => texts['priority']),
    title: textField(settings, ({ texts }) => texts['title'], { wildcard: true }),
    since_time: sinceField(({ updated }) => updated),
    until_time: untilField(({ updated }) => updated),
  };
}

function listTasks(call: Call): SandboxReply {
  const { settings, records } = call;
  const page = listPage<TaskRecord>(call, {
    rows: allRows(records.tasks),
    idOf: ({ id }) => id,
    filter: { fields: filterFields(settings), custom: customFilter(records.noteFields, settings) },
    order: {
      id: ({ id }) => id,
      create_time: ({ created }) => created,
      due_time: ({ times }) => times['due_time'],
      update_time: ({ updated }) => updated,
    },
  });
  return jsonReply('v2', 200, { tasks: page.rows.map((task) => shownTask(call, task)), ...nextPageToken(call, page) });
}

function readReminder(body: JsonObject): number | undefined {
  const minutes = readWholeNumber(body, 'remind_time_mins');
  if (minutes !== undefined && !REMINDERS.includes(minutes)) throw unreadable();
  return minutes;
}

type TaskContent = Pick<
  TaskRecord,
  'texts' | 'times' | 'completed' | 'accepted' | 'contact_id' | 'opportunity_id' | 'remind_time_mins' | 'custom_fields'
>;

function readTexts(body: JsonObject, own: TaskRecord['texts']): TaskRecord['texts'] {
  const texts = { ...own };
  for (const name of TEXTS.filter((known) => Object.hasOwn(body, known))) {
    const text = name === 'priority' ? readEnum(body, name, PRIORITIES) : readText(body, name);
    if (text) texts[name] = text;
    else delete texts[name];
  }
  return texts;
}

function readTimes(body: JsonObject, own: TaskRecord['times']): TaskRecord['times'] {
  const times = { ...own };
  for (const name of TIMES.filter((known) => Object.hasOwn(body, known))) {
    const text = readText(body, name);
    if (text) times[name] = parseBodyTime(text);
    else delete times[name];
  }
  return times;
}

/** Everything but the user that the body has, over what the task has already. */
function readContent(call: Call, body: JsonObject, own: TaskContent): TaskContent {
  const { records, now } = call;
  const has = (name: string): boolean => Object.hasOwn(body, name);
  const contact = has('contact_id') ? readReference(body, 'contact_id', records.contacts) : own.contact_id;
  const deal = has('opportunity_id')
    ? readReference(body, 'opportunity_id', records.opportunities)
    : own.opportunity_id;
  const reminder = has('remind_time_mins') ? readReminder(body) : own.remind_time_mins;
  const completed = has('completed') ? (readFlag(body, 'completed') ?? false) : own.completed;
  const times = readTimes(body, own.times);
  if (completed && !own.completed) times['completion_time'] ??= now;
  const fields = has('custom_fields') ? (readList(body, 'custom_fields') ?? []) : own.custom_fields;
  return {
    texts: readTexts(body, own.texts),
    times,
    completed,
    accepted: has('accepted') ? (readFlag(body, 'accepted') ?? false) : own.accepted,
    ...(contact === undefined ? {} : { contact_id: contact }),
    ...(deal === undefined ? {} : { opportunity_id: deal }),
    ...(reminder === undefined ? {} : { remind_time_mins: reminder }),
    custom_fields: readCustomValues(fields, records.noteFields),
  };
}

function createTask(call: Call): SandboxReply {
  const { now, records, caller } = call;
  const body = readBody(call.request, WRITABLE);
  const user = required(readReference(body, 'assigned_to_user_id', records.users), 'assigned_to_user_id');
  const content = readContent(call, body, {
    texts: {},
    times: {},
    completed: false,
    accepted: false,
    custom_fields: [],
  });
  const by = { created: now, updated: now, created_by: caller.account.userId, updated_by: caller.account.userId };
  const task = insertRow(records.tasks, { assigned_to_user_id: user, ...content, ...by });
  return jsonReply('v2', 201, shownTask(call, task));
}

function updateTask(call: Call): SandboxReply {
  const { id, assigned_to_user_id, created, created_by, ...own } = findTask(call);
  const body = applyMask(call, readBody(call.request, WRITABLE), MASKABLE);
  const user = Object.hasOwn(body, 'assigned_to_user_id')
    ? required(readReference(body, 'assigned_to_user_id', call.records.users), 'assigned_to_user_id')
    : assigned_to_user_id;
  const by = { created, created_by, updated: call.now, updated_by: call.caller.account.userId };
  const task: TaskRecord = { id, assigned_to_user_id: user, ...readContent(call, body, own), ...by };
  call.records.tasks.rows[String(id)] = task;
  return jsonReply('v2', 200, shownTask(call, task));
}

function deleteTask(call: Call): SandboxReply {
  removeRow(call.records.tasks, findTask(call).id);
  return emptyReply();
}

const permission = 'tasks';
const one = '/v2/tasks/{task_id}';

export const taskRoutes: readonly Route[] = [
  { method: 'GET', path: '/v2/tasks', permission, handle: listTasks },
  { method: 'POST', path: '/v2/tasks', permission, handle: createTask },
  { method: 'GET', path: one, permission, handle: (call) => jsonReply('v2', 200, shownTask(call, findTask(call))) },
  { method: 'PATCH', path: one, permission, handle: updateTask },
  { method: 'DELETE', path: one, permission, handle: deleteTask },
];
