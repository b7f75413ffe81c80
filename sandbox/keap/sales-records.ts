import type { CustomValue } from './custom-value.js';

export interface NoteRecord {
  id: number;
  contact_id: number;
  user_id: number;
  title?: string;
  text?: string;
  type?: string;
  pinned?: number;
  custom_fields: CustomValue[];
  created: number;
  updated: number;
  created_by: number;
  updated_by: number;
}

export interface StageRecord {
  id: number;
  name: string;
  order: number;
  probability: number;
  target_number_days: number;
  created: number;
  updated: number;
}

export interface OpportunityRecord {
  id: number;
  contact_id: number;
  stage_id: number;
  user_id?: number;
  /** Single-valued text properties under their v2 names; times among them as milliseconds in `times`. */
  texts: Record<string, string>;
  times: Record<string, number>;
  amounts: Record<string, number>;
  include_in_forecast: boolean;
  custom_fields: CustomValue[];
  stage_entered: number;
  created: number;
  updated: number;
  created_by: number;
  updated_by: number;
}

export interface TaskRecord {
  id: number;
  assigned_to_user_id: number;
  texts: Record<string, string>;
  times: Record<string, number>;
  contact_id?: number;
  opportunity_id?: number;
  remind_time_mins?: number;
  completed: boolean;
  accepted: boolean;
  custom_fields: CustomValue[];
  created: number;
  updated: number;
  created_by: number;
  updated_by: number;
}

/** Built in the editor, so that the API only reads it. */
export interface CampaignRecord {
  id: number;
  name: string;
  published?: number;
  active: number;
  completed: number;
  created_by: string;
  created: number;
  updated: number;
}

/** An e-mail that one address was sent, by the app or elsewhere. */
export interface EmailRecord {
  id: number;
  contact_id?: number;
  /** Single-valued text properties under their v2 names, the bodies as Base64. */
  texts: Record<string, string>;
  lists: Record<string, string[]>;
  times: Record<string, number>;
  original_provider: string;
  created: number;
}
