import type { AccessToken, Activity, Contact, CustomField, Email, Group, User } from './records.js';

/** The records that a reset brings back to their first state. */
export interface Records {
  readonly contacts: readonly Contact[];
  readonly groups: readonly Group[];
  readonly emails: readonly Email[];
  readonly activities: readonly Activity[];
  readonly transactionalCategories: readonly string[];
  readonly seeded: number;
  readonly nextID: number;
}

/** Who an account is: what a reset of records leaves alone. */
export interface Identity {
  readonly id: string;
  readonly clientID: string;
  readonly clientSecret: string;
  /** The system-generated user behind application-only tokens. */
  readonly apiUserID: number;
  readonly users: readonly User[];
  readonly customFields: readonly CustomField[];
}

export interface AccountSnapshot {
  readonly identity: Identity;
  readonly tokens: readonly AccessToken[];
  readonly records: Records;
}

/** One client account with everything it stores. Contacts are found by id and by e-mail without case. */
export class Account {
  readonly contacts = new Map<number, Contact>();
  readonly groups = new Map<number, Group>();
  readonly emails = new Map<number, Email>();
  /** Oldest first. */
  activities: Activity[] = [];
  readonly transactionalCategories = new Set<string>();
  tokens: AccessToken[];
  seeded = 0;
  private readonly idsByEmail = new Map<string, number>();
  private nextID = 1;

  constructor(
    readonly identity: Identity,
    tokens: readonly AccessToken[],
    private readonly initial: Records,
    records: Records = initial,
  ) {
    this.tokens = [...tokens];
    this.load(records);
  }

  /** Every kind of record draws its id from one sequence, so that ids of two kinds are never mistaken. */
  takeID(): number {
    return this.nextID++;
  }

  user(userID: number): User | undefined {
    return this.identity.users.find((user) => user.userID === userID);
  }

  contactByEmail(email: string): Contact | undefined {
    const contactID = this.idsByEmail.get(email.toLowerCase());
    return contactID === undefined ? undefined : this.contacts.get(contactID);
  }

  addContact(contact: Contact): void {
    this.contacts.set(contact.contactID, contact);
    this.idsByEmail.set(contact.email.toLowerCase(), contact.contactID);
  }

  changeEmail(contact: Contact, email: string): void {
    this.idsByEmail.delete(contact.email.toLowerCase());
    contact.email = email;
    this.idsByEmail.set(email.toLowerCase(), contact.contactID);
  }

  deleteContact(contact: Contact): void {
    this.contacts.delete(contact.contactID);
    this.idsByEmail.delete(contact.email.toLowerCase());
  }

  reset(): void {
    this.load(this.initial);
  }

  snapshot(): AccountSnapshot {
    return { identity: this.identity, tokens: this.tokens, records: this.records() };
  }

  private records(): Records {
    return {
      contacts: [...this.contacts.values()],
      groups: [...this.groups.values()],
      emails: [...this.emails.values()],
      activities: this.activities,
      transactionalCategories: [...this.transactionalCategories],
      seeded: this.seeded,
      nextID: this.nextID,
    };
  }

  private load(records: Records): void {
    const own = structuredClone(records);
    for (const kept of [this.contacts, this.groups, this.emails, this.idsByEmail]) kept.clear();
    this.transactionalCategories.clear();
    own.contacts.forEach((contact) => this.addContact(contact));
    own.groups.forEach((group) => this.groups.set(group.groupID, group));
    own.emails.forEach((email) => this.emails.set(email.emailID, email));
    this.activities = [...own.activities];
    own.transactionalCategories.forEach((category) => this.transactionalCategories.add(category));
    this.seeded = own.seeded;
    this.nextID = own.nextID;
  }
}
