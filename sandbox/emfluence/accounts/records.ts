/** What an account stores. Absent dates and ids are blank texts, as the provider shows them. */

export interface User {
  readonly userID: number;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly permissions: readonly string[];
  readonly dateAdded: string;
}

export interface Membership {
  suppressed: boolean;
  dateAdded: string;
  dateSuppressed: string;
}

/** The texts of a contact that contacts/save stores as they come. */
export const contactTexts = [
  'customerID',
  'originalSource',
  'firstName',
  'lastName',
  'company',
  'title',
  'phone',
  'fax',
  'address1',
  'address2',
  'city',
  'state',
  'zipCode',
  'country',
  'notes',
  'memo',
] as const;

export type ContactTexts = Record<(typeof contactTexts)[number], string>;

export interface Contact extends ContactTexts {
  readonly contactID: number;
  email: string;
  userID: number | '';
  mobileNumber: string;
  purl: string;
  dateOfBirth: string;
  ipAddress: string;
  suppressed: boolean;
  dateSuppressed: string;
  held: boolean;
  dateHeld: string;
  dateAdded: string;
  dateModified: string;
  lastActivityDate: string;
  lastClickDate: string;
  score: number;
  dateScored: string;
  /** By system name, `custom1` and so on; fields without a value are absent. */
  readonly customFields: Record<string, string>;
  readonly contentVariables: Record<string, string>;
  /** Static groups by id. Of the "All" group only a group-level opt-out is kept, since everybody is in it. */
  readonly groups: Record<string, Membership>;
}

export interface Group {
  readonly groupID: number;
  groupName: string;
  friendlyName: string;
  description: string;
  status: 'Active' | 'Archived';
  private: boolean;
  protected: boolean;
  notes: string;
  externalID: string;
  userIDs: readonly number[];
  readonly userID: number | '';
  readonly type: 'Static' | 'Dynamic';
  /** The system's own group that holds every contact. */
  readonly everybody: boolean;
  /** A dynamic group is a query; this one holds the contacts whose e-mail ends so. */
  readonly emailEnding: string;
  readonly dateAdded: string;
  dateModified: string;
  dateLastEmailSent: string;
}

export interface CustomField {
  readonly systemName: string;
  readonly label: string;
  readonly datatype: 'text' | 'number' | 'date';
  readonly maxLength: number;
}

export const emailTexts = [
  'title',
  'subject',
  'preheader',
  'fromName',
  'fromAddress',
  'replyToName',
  'replyToAddress',
  'bccAddress',
] as const;

export type EmailTexts = Record<(typeof emailTexts)[number], string>;

export interface Email extends EmailTexts {
  readonly emailID: number;
  templateID: number | '';
  userID: number | '';
  readonly deliveryType: 'Manual' | 'Automated' | 'Transactional';
  status: 'Draft' | 'Scheduled' | 'Sent';
  recipients: { contactIDs: readonly number[]; groupIDs: readonly number[]; excludeGroupIDs: readonly number[] };
  content: Record<string, string>;
  readonly htmlVersionEditable: boolean;
  throttling: object;
  tracking: object;
  transactionalCategory: string;
  dateScheduled: string;
  recipientCount: number;
  /** What readers did, counted; metrics that are absent are 0. */
  metrics: Readonly<Record<string, number>>;
  readonly dateAdded: string;
  dateModified: string;
  dateSent: string;
}

export type MailAction = 'SENT' | 'VIEWED' | 'CLICKED' | 'BOUNCED' | 'COMPLAINED' | 'UNSUBSCRIBED';

/** One thing that happened to a sent mail. */
export interface Activity {
  readonly contactID: number;
  readonly email: string;
  readonly emailID: number;
  readonly action: MailAction;
  readonly date: string;
  readonly link: string;
  readonly ipAddress: string;
  /** HB for a hard bounce, SB for any other. */
  readonly bounceType: '' | 'HB' | 'SB';
}

export interface AccessToken {
  readonly token: string;
  readonly userID: number;
  /** The account's own tokens outlive a reset of issued ones. */
  readonly issued: boolean;
}
