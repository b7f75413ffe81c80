import { campaignRoutes } from './campaigns.js';
import { companyRoutes } from './companies.js';
import { contactRoutes } from './contacts.js';
import { emailAddressRoutes } from './email-addresses.js';
import { emailRoutes } from './emails.js';
import { leadSourceRoutes } from './lead-sources.js';
import { localeRoutes } from './locales.js';
import { modelRoutes } from './models.js';
import { noteRoutes } from './notes.js';
import { opportunityRoutes } from './opportunities.js';
import { opportunityStageRoutes } from './opportunity-stages.js';
import { createRouting } from './routing.js';
import { tagCategoryRoutes } from './tag-categories.js';
import { taggingRoutes } from './tagging.js';
import { tagRoutes } from './tags.js';
import { taskRoutes } from './tasks.js';
import { userRoutes } from './users.js';
import { contactV1Routes } from './v1-contacts.js';
import { tagV1Routes } from './v1-tags.js';

/** Every operation that the simulator knows; what is not here is a 404 page. */
export const keapRouting = createRouting([
  ...contactRoutes,
  ...tagRoutes,
  ...tagCategoryRoutes,
  ...taggingRoutes,
  ...companyRoutes,
  ...emailAddressRoutes,
  ...campaignRoutes,
  ...emailRoutes,
  ...userRoutes,
  ...leadSourceRoutes,
  ...modelRoutes,
  ...localeRoutes,
  ...noteRoutes,
  ...taskRoutes,
  ...opportunityRoutes,
  ...opportunityStageRoutes,
  ...contactV1Routes,
  ...tagV1Routes,
]);
