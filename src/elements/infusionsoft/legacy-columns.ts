/**
 * The columns of XML-RPC's tables, by which callers of an older generation of this element name the same fields. They
 * are understood in bodies and in queries; a column whose property the hub's model lacks only in bodies.
 */
type Columns = Readonly<Record<string, string>>;

const times: Columns = { Id: 'id', DateCreated: 'createdAt', LastUpdated: 'updatedAt' };

/** `Contact` and `Company` are one table. */
const addressColumns: Columns = {
  StreetAddress1: 'address.street1',
  StreetAddress2: 'address.street2',
  City: 'address.city',
  State: 'address.state',
  PostalCode: 'address.postalCode',
  Country: 'address.country',
};

const personColumns: Columns = {
  Title: 'prefix',
  Suffix: 'suffix',
  Nickname: 'preferred_name',
  SpouseName: 'spouse_name',
  ContactType: 'contact_type',
  Anniversary: 'anniversary_date',
};

/** `Contact`. Keap has no second number of its own kind, so `Phone2` is the mobile one. */
export const contactColumns: Columns = {
  ...times,
  ...personColumns,
  ...addressColumns,
  FirstName: 'firstName',
  MiddleName: 'middleName',
  LastName: 'lastName',
  Email: 'email',
  Phone1: 'phone',
  Phone2: 'mobile',
  Fax1: 'fax',
  Company: 'company',
  CompanyID: 'accountId',
  AccountId: 'accountId',
  JobTitle: 'title',
  Address3Street1: 'otherAddress.street1',
  Address3Street2: 'otherAddress.street2',
  City3: 'otherAddress.city',
  State3: 'otherAddress.state',
  PostalCode3: 'otherAddress.postalCode',
  Country3: 'otherAddress.country',
  Birthday: 'birthday',
  Website: 'website',
  OwnerID: 'ownerId',
  LeadSourceId: 'source',
  TimeZone: 'timeZone',
  Language: 'language',
};

/** `Company`. */
export const accountColumns: Columns = {
  ...times,
  ...addressColumns,
  Company: 'name',
  FirstName: 'firstName',
  MiddleName: 'middle_name',
  LastName: 'lastName',
  Email: 'email',
  Phone1: 'phone',
  Website: 'website',
  ContactNotes: 'description',
  JobTitle: 'job_title',
  OwnerID: 'owner_id',
  ContactType: 'contact_type',
};

/** `Lead`, which was never a person. */
export const opportunityColumns: Columns = {
  ...times,
  OpportunityTitle: 'name',
  ContactID: 'contactId',
  StageID: 'stageId',
  UserID: 'ownerId',
  EstimatedCloseDate: 'closeDate',
  ProjectedRevenueLow: 'amountLow',
  ProjectedRevenueHigh: 'amountHigh',
  OpportunityNotes: 'description',
  NextActionDate: 'next_action_time',
  NextActionNotes: 'next_action_notes',
  AffiliateId: 'affiliate_id',
};

/** `ContactAction`, which held notes, tasks and appointments alike. */
export const noteColumns: Columns = {
  Id: 'id',
  ObjectType: 'objectType',
  ContactId: 'contactId',
  ContactID: 'contactId',
  ActionDescription: 'subject',
  ActionType: 'type',
  CreationNotes: 'body',
  CreationDate: 'createdAt',
  LastUpdated: 'updatedAt',
  UserID: 'ownerId',
};

/** `ContactAction` again. */
export const taskColumns: Columns = {
  Id: 'id',
  ContactId: 'contactId',
  ContactID: 'contactId',
  ActionDescription: 'subject',
  ActionType: 'type',
  CreationNotes: 'body',
  ActionDate: 'dueAt',
  EndDate: 'dueAt',
  CompletionDate: 'completedAt',
  UserID: 'ownerId',
  Priority: 'priority',
};

/** `ContactGroup`: a list of the hub is a tag. */
export const listColumns: Columns = { Id: 'id', GroupName: 'name', GroupDescription: 'description' };

/** `Campaign`. */
export const campaignColumns: Columns = { Id: 'id', Name: 'name', Status: 'status' };

/** `User`. */
export const userColumns: Columns = { Id: 'id', FirstName: 'firstName', LastName: 'lastName', Email: 'email' };
