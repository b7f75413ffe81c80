import type { HubCaller, TestGateway } from './gateway.js';
import { startProgram } from './child-program.js';

export interface SecondOrganization {
  readonly id: number;
  readonly user: string;
  readonly organization: string;
  readonly email: string;
  readonly platform: HubCaller;
}

/** Founds another organization beside the gateway's own, as its operator would: by the command, while the gateway runs. */
export async function foundSecondOrganization(
  gateway: TestGateway,
  email = 'second@example.com',
): Promise<SecondOrganization> {
  const env = { DATABASE_URL: gateway.databaseUrl, HUB_DATA_DIR: gateway.dataDir, HUB_SANDBOX: 'off' };
  const program = startProgram('src/setup/commands/bootstrap.js', env, ['--organization', 'Second', '--email', email]);
  const [, id = ''] = await program.says(/Founded organization (\d+)/);
  const [, organization = ''] = await program.says(/Organization secret: +(\S+)/);
  const [, user = ''] = await program.says(/User secret: +(\S+)\n/);
  await program.says(/Password: +\S+\n/);
  await program.ended();
  return {
    id: Number(id),
    user,
    organization,
    email,
    platform: gateway.as(`User ${user}, Organization ${organization}`),
  };
}
