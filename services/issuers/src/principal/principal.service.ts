import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { effectiveOf } from '../grant/effective.js';
import { HolderStore } from '../grant/holder.store.js';
import { MemberStore } from '../member/member.store.js';
import { provenOf } from '../sign-in/account/account.js';
import { ProvenKeys } from '../proven-key/proven-keys.service.js';
import { Accounts } from '../sign-in/account/accounts.service.js';
import { type Identified, stands } from './principal.js';
import { type FoundClient, PrincipalStore } from './principal.store.js';

/** Tells the gateway for whom a credential stands. Authentication comes before tenancy, hence the worker's view. */
@Injectable()
export class PrincipalService {
  constructor(
    private readonly database: Database,
    private readonly store: PrincipalStore,
    private readonly holders: HolderStore,
    private readonly members: MemberStore,
    private readonly accounts: Accounts,
    private readonly keys: ProvenKeys,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  byKey(keyHash: string): Promise<Identified | null> {
    return this.find((tx, now) => this.clientOf(tx, now, this.store.byKeyHash(tx, keyHash, now)));
  }

  byClient(client: string): Promise<Identified | null> {
    return this.find((tx, now) => this.clientOf(tx, now, this.store.byClient(tx, client)));
  }

  /** An account in a tenant: the member it is, or nobody; a disabled account is nobody. Without a tenant its only membership, else a person on his own behalf. */
  async byAccount(account: string, tenant: string | null): Promise<Identified | null> {
    const known = await this.accounts.active(account);
    if (!known) return null;
    const proven = [...provenOf(known), ...(await this.keys.of(account)).map(({ did }) => did)];
    return this.find(async (tx, now) => {
      const memberships = await this.members.ofAccount(tx, account);
      const person: Identified = { kind: 'PERSON', account, proven };
      const [only, ...others] = memberships;
      const member = tenant === null ? (others.length === 0 ? only : undefined) : memberships.find((one) => one.tenant === tenant);
      if (!member) return tenant === null ? person : null;
      const [holding] = await this.holders.holdings(tx, member.tenant, [member.id]);
      if (!holding || !stands(holding, now)) return tenant === null ? person : null;
      return { kind: 'MEMBER', holding, effective: effectiveOf(holding, now), account, proven };
    });
  }

  private find(look: (tx: Tx, now: Date) => Promise<Identified | null>): Promise<Identified | null> {
    return this.database.work((tx) => look(tx, new Date(this.clock.now())));
  }

  private async clientOf(tx: Tx, now: Date, finding: Promise<FoundClient | undefined>): Promise<Identified | null> {
    const found = await finding;
    if (!found) return null;
    const { tenant, client, ...terms } = found;
    const [holding] = await this.holders.holdings(tx, tenant, [client]);
    if (!holding || !stands(holding, now)) return null;
    return { kind: 'CLIENT', holding, effective: effectiveOf(holding, now), terms };
  }
}
