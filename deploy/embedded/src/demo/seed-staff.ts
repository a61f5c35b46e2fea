import { createHmac } from 'node:crypto';
import { RegistryClient } from '@cairn/client';
import type { AccountMaker } from '../assembly.js';
import type { SeededProvider } from './seed-demo.js';

/** Who signs in for the demo's providers: an administrator each. */
const staff: Readonly<Record<string, string>> = {
  'estuary-university': 'Ines Osei',
  'guild-of-teachers': 'Leif Dahl',
  'northbank-cranes': 'Tove Ivers',
  'museum-of-tides': 'Hugo Brandt',
};

/** An account of the demo. */
export interface DemoAccount {
  readonly of: string;
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

interface Seeding {
  readonly url: string;
  /** The operator's: passwords come of it, so that a seeding begun twice knows them. */
  readonly key: string;
  readonly providers: readonly SeededProvider[];
  readonly accounts: AccountMaker;
}

const members = '{ viewer { tenant { members(first: 20) { nodes { id name } } } } }';
const addMember = `mutation ($input: AddMemberInput!) { addMember(input: $input) { member { id } userErrors { code field message } } }`;

/** Makes an account for one of each provider's staff. Safe to repeat. */
export function seedStaff({ url, key, providers, accounts }: Seeding): Promise<DemoAccount[]> {
  return Promise.all(
    providers.map(async (provider) => {
      const name = staff[provider.slug] ?? 'Kaja Lund';
      const email = `${name.toLowerCase().replace(' ', '.')}@${provider.slug}.example`;
      const password = createHmac('sha256', key).update(`demo account ${email}`).digest('base64url').slice(0, 16);
      const member = await memberOf(new RegistryClient(url, provider.key), name);
      const account = await accounts.ensureAccount({ name, email, password });
      await accounts.linkAccount({ tenant: provider.tenantId, member, account });
      return { of: provider.slug, name, email, password };
    }),
  );
}

async function memberOf(client: RegistryClient, name: string): Promise<string> {
  const { viewer } = await client.execute<{ viewer: { tenant: { members: { nodes: { id: string; name: string }[] } } } }>(members);
  const known = viewer.tenant.members.nodes.find((member) => member.name === name);
  if (known) return known.id;
  const made = await client.execute<{ addMember: { member: { id: string } } }>(addMember, { input: { name, role: 'ADMINISTRATOR' } });
  return made.addMember.member.id;
}
