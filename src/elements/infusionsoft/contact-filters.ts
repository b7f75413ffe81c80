import type { FilterTranslator } from '../element-definition.js';
import { byId, byIds, byPrefix, byWindow } from './filter-translators.js';

export const contactFilters: Readonly<Record<string, FilterTranslator>> = {
  id: byIds('ids'),
  email: byPrefix('email'),
  firstName: byPrefix('given_name'),
  lastName: byPrefix('family_name'),
  middleName: byPrefix('middle_name'),
  accountId: byId('company_id'),
  updatedAt: byWindow('start_update_time', 'end_update_time'),
};
