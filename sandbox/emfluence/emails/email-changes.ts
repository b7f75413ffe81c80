import { type Email, emailTexts, type EmailTexts } from '../accounts/records.js';
import type { Call } from '../protocol/endpoint.js';
import type { Parameters } from '../protocol/parameters.js';
import { readInteger, readText } from '../protocol/read-values.js';
import { Refusal, wrongValue } from '../protocol/refusal.js';

export type EmailChanges = Partial<
  EmailTexts &
    Pick<Email, 'templateID' | 'userID' | 'recipients' | 'content' | 'throttling' | 'tracking' | 'htmlVersionEditable'>
>;

const slots = Array.from({ length: 10 }, (_, index) => `body_slot${index + 1}`);
const contentNames: readonly string[] = [...slots, 'htmlHead', 'htmlVersion', 'textVersion'];

/** Blank ids are what the provider itself prints for absent ones, so that its records can be posted back. */
function readId(input: Parameters, name: string): number | '' | undefined {
  return input.read(name, (value) => (value === '' ? '' : readInteger(value, name)));
}

function readTexts(input: Parameters): Partial<EmailTexts> {
  const texts = emailTexts.map((name) => {
    const address = name.endsWith('Address') && input.text(name) !== '';
    return [name, address ? input.emailAddress(name) : input.text(name)] as const;
  });
  return Object.fromEntries(texts.filter(([, text]) => text !== undefined));
}

function readGroupIDs(call: Call, input: Parameters, name: string): readonly number[] | undefined {
  const groupIDs = input.integers(name);
  const unknown = groupIDs?.find((groupID) => !call.account.groups.has(groupID));
  if (unknown === undefined) return groupIDs;
  throw new Refusal(call.settings.get<number>('unknownGroupCode'), `There is no group ${unknown}`);
}

function readRecipients(call: Call, email: Email | undefined): Email['recipients'] | undefined {
  const passed = call.input.object('recipients');
  if (!passed) return undefined;
  const input = call.input.nested(passed);
  const contactIDs = input.integers('contactIDs', 1000);
  const stranger = contactIDs?.find((contactID) => !call.account.contacts.has(contactID));
  if (stranger !== undefined) throw wrongValue('recipients.contactIDs', `no contact ${stranger}`);
  return {
    contactIDs: contactIDs ?? email?.recipients.contactIDs ?? [],
    groupIDs: readGroupIDs(call, input, 'groupIDs') ?? email?.recipients.groupIDs ?? [],
    excludeGroupIDs: readGroupIDs(call, input, 'excludeGroupIDs') ?? email?.recipients.excludeGroupIDs ?? [],
  };
}

function readContent(input: Parameters, email: Email | undefined): Record<string, string> | undefined {
  const passed = input.object('content');
  if (!passed) return undefined;
  const nested = input.nested(passed);
  const content = { ...email?.content };
  for (const name of contentNames) {
    const text = nested.read(name, readText);
    if (text !== undefined) content[name] = text;
  }
  return content;
}

/** Own HTML is allowed from the start or never, and must offer an unsubscribe link. */
function readEditable(input: Parameters, email: Email | undefined, content: Record<string, string>): boolean {
  const editable = input.boolean('htmlVersionEditable') ?? email?.htmlVersionEditable ?? false;
  if (email && editable !== email.htmlVersionEditable) throw wrongValue('htmlVersionEditable', 'cannot be changed');
  if (editable && !(content['htmlVersion'] ?? '').includes('$$url[unsubscribe]')) {
    throw wrongValue('content.htmlVersion', 'must contain $$url[unsubscribe]');
  }
  return editable;
}

export function readEmailChanges(call: Call, input: Parameters, email: Email | undefined): EmailChanges {
  const content = readContent(input, email);
  const userID = readId(input, 'userID');
  if (userID && !call.account.user(userID)) throw wrongValue('userID', 'no such user');
  const changes = {
    templateID: readId(input, 'templateID'),
    userID,
    recipients: readRecipients({ ...call, input }, email),
    content,
    throttling: input.object('throttling'),
    tracking: input.object('tracking'),
    htmlVersionEditable: readEditable(input, email, content ?? email?.content ?? {}),
  };
  const passed = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...readTexts(input), ...Object.fromEntries(passed) };
}
