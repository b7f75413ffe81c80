import { invalidRequest } from '../../errors/gateway-error.js';
import type { FieldMapping, JsonObject } from '../element-definition.js';
import { textAt } from '../values.js';

/** Keap's words for the three priorities, the hub's first. */
export const priorities: Readonly<Record<string, string>> = {
  high: 'CRITICAL',
  normal: 'ESSENTIAL',
  low: 'NONESSENTIAL',
};

function readPriority(task: JsonObject): string | undefined {
  const word = textAt(task, 'priority');
  return Object.keys(priorities).find((name) => priorities[name] === word) ?? word;
}

function writePriority(value: unknown): Record<string, unknown> {
  if (value === null) return { priority: null };
  const word = typeof value === 'string' && Object.hasOwn(priorities, value) ? priorities[value] : undefined;
  if (word === undefined) throw invalidRequest('priority', '"priority" must be high, normal or low.');
  return { priority: word };
}

/** An activity of the hub is a task of Keap. */
export const activityFields: readonly FieldMapping[] = [
  { path: 'id', type: 'string', vendorPath: 'id', readOnly: true },
  { path: 'type', type: 'string', vendorPath: 'type' },
  { path: 'subject', type: 'string', vendorPath: 'title' },
  { path: 'body', type: 'string', vendorPath: 'description' },
  { path: 'contactId', type: 'id', vendorPath: 'contact_id' },
  {
    path: 'ownerId',
    type: 'id',
    vendorPath: 'assigned_to_user_id',
    description: 'Whose task it is. Without it the connected user’s.',
    write: (value) => {
      if (value === null) throw invalidRequest('ownerId', '"ownerId" cannot be cleared at this provider.');
      return { assigned_to_user_id: value };
    },
  },
  { path: 'dueAt', type: 'datetime', vendorPath: 'due_time' },
  {
    path: 'completedAt',
    type: 'datetime',
    vendorPath: 'completion_time',
    description: 'A time completes the task, null opens it again.',
    write: (value) => ({ completion_time: value, completed: value !== null }),
  },
  {
    path: 'occurredAt',
    type: 'datetime',
    vendorPath: 'create_time',
    readOnly: true,
    description: 'When the task was made.',
  },
  { path: 'priority', type: 'string', description: 'high, normal or low.', read: readPriority, write: writePriority },
];
