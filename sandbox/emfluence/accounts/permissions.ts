/** Named as in the provider's guide; a refusal prints the name. */
export const permissions = {
  administrator: 'Client Administrator',
  restricted: 'Restricted User',
  addContacts: 'Contacts (Add)',
  editContacts: 'Contacts (Edit)',
  deleteContacts: 'Contacts (Delete)',
  importContacts: 'Contacts (Import)',
  createGroups: 'Create Groups',
  composeMail: 'Compose Mail',
  sendMail: 'Send Mail',
} as const;

export type Permission = (typeof permissions)[keyof typeof permissions];

/** The client administrator role contains every permission. */
export function holds(held: readonly string[], wanted: Permission): boolean {
  return held.includes(permissions.administrator) || held.includes(wanted);
}

/** A Restricted User works with his own contacts and mail only; an administrator is never restricted. */
export function isRestricted(held: readonly string[]): boolean {
  return held.includes(permissions.restricted) && !held.includes(permissions.administrator);
}
