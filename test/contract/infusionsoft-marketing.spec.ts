import { afterAll, beforeAll } from '@jest/globals';
import { newScene, startWorld, type Scene } from './contract-scene.js';
import { describeActivities } from './infusionsoft-activities.js';
import { describeCampaigns } from './infusionsoft-campaigns.js';
import type { CrmContext } from './infusionsoft-crm.js';
import { describeEmails } from './infusionsoft-emails.js';
import { describeLists } from './infusionsoft-lists.js';
import { describeMembers } from './infusionsoft-members.js';
import { describeSubscription } from './infusionsoft-subscription.js';
import { infusionsoftTable } from './infusionsoft.table.js';

const held: { scene?: Scene } = {};
const context: CrmContext = {
  get scene() {
    if (!held.scene) throw new Error('Rows run after their set-up.');
    return held.scene;
  },
};

beforeAll(async () => {
  held.scene = await newScene(await startWorld(), infusionsoftTable);
});
afterAll(async () => held.scene?.world.stop());

describeLists(context);
describeMembers(context);
describeSubscription(context);
describeCampaigns(context);
describeEmails(context);
describeActivities(context);
