import { type Principal, principalOf, type Right } from '@cairn/access';
import { earnerClaimed, rosterChanged, rosterJoined, rosterLeft, rosterPaused, rosterResumed } from '@cairn/events';
import { newId } from '@cairn/postgres';
import type { PathwaysService } from './service.js';

export interface Refused {
  readonly code: string;
  readonly field: string[] | null;
  readonly message: string;
}

/** Runs a mutation that takes one `input`; answers its payload with all `userErrors`. */
export async function did<Payload extends object>(service: PathwaysService, by: Principal, name: string, input: object, fields: string): Promise<Payload & { userErrors: Refused[] }> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const { data, errors } = await service.ask(by, `mutation ($input: ${type}!) { ${name}(input: $input) { ${fields} userErrors { code field message } } }`, { input });
  if (errors) throw new Error(JSON.stringify(errors));
  return data?.[name] as Payload & { userErrors: Refused[] };
}

/** Somebody who signed in, as every service but the one that compares addresses sees him. */
export const aPerson = (account = newId()): Principal => principalOf({ kind: 'PERSON', actor: account, account, tenant: null, hasProven: true });

/** A member of the staff with these rights over everything. */
export const aMember = (tenant: string, rights: Right[], account: string = newId()): Principal => principalOf({ kind: 'MEMBER', actor: newId(), account, tenant, rights });

/** The service hears that a person has claimed a record of the tenant. */
export async function claimed(service: PathwaysService, tenant: string, earner: string, person: Principal, version = 2): Promise<void> {
  const data = { earner, account: person.account as string, at: '2026-06-01T09:30:00Z' };
  await service.hear({ contract: earnerClaimed, tenant, subject: earner, version, data });
}

const contracts = { joined: rosterJoined, changed: rosterChanged, paused: rosterPaused, resumed: rosterResumed, left: rosterLeft } as const;

/** The service hears what became of an entry on the tenant's roster. */
export async function rosterTold(service: PathwaysService, tenant: string, what: keyof typeof contracts, entry: { id: string; earner: string }, version: number): Promise<void> {
  const data = { rosterEntry: entry.id, earner: entry.earner, groups: [], at: '2026-06-01T09:30:00Z' };
  await service.hear({ contract: contracts[what], tenant, subject: entry.id, version, data });
}
