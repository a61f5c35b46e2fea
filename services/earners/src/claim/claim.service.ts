import { accepted, type Decision, type Principal, refusal, refused } from '@cairn/access';
import { note } from '@cairn/audit';
import { appendEvents, type Mark } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { EarnerWriteStore } from '../earner/earner-write.store.js';
import { earnerClaimedEvent } from '../events/publishes-people.js';
import { EarnerAccess } from '../person/earner-access.js';
import { ClaimLinkStore } from './claim-link.store.js';
import { claimLifeMs, hashOf, newClaimToken, readClaimToken } from './claim-token.js';

export interface ClaimLink {
  readonly earner: string;
  readonly token: string;
  readonly expiresAt: Date;
}

/** How a person comes by the records that are about him: a tenant hands him a link, and he uses it once. */
@Injectable()
export class ClaimService {
  constructor(
    private readonly database: Database,
    private readonly access: EarnerAccess,
    private readonly links: ClaimLinkStore,
    private readonly earners: EarnerWriteStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async link(principal: Principal, id: string): Promise<Decision<ClaimLink>> {
    const acting = await this.access.to(principal, id, 'AWARD');
    if (!acting.ok) return acting;
    const { tenant, id: earner } = acting.value.earner;
    const token = newClaimToken(tenant);
    const expiresAt = new Date(this.clock.now() + claimLifeMs);
    return this.database.write({ tenant }, async (tx) => {
      const row = await this.earners.lock(tx, tenant, earner);
      if (row?.state !== 'PROVISIONAL') return stateInvalid(row?.state, 'earnerId');
      await this.links.put(tx, tenant, { earner, hash: hashOf(token), expiresAt });
      await note(tx, { tenant, action: 'cairn.claim-link.created', subject: earner, subjectKind: 'EARNER', earners: [earner] });
      return accepted({ earner, token, expiresAt });
    });
  }

  /** Refuses with NOT_FOUND whatever is wrong with the token, so that it tells nothing. */
  async claim({ account }: Principal, token: string): Promise<Decision<{ id: string; marks: Mark[] }>> {
    if (account === null) return refused(refusal('GRANT_MISSING', 'Sign in as the person whose record it is; a key cannot claim it.'));
    const read = readClaimToken(token);
    if (!read) return noLink();
    return this.database.write({ tenant: read.tenant }, (tx) => this.claimIn(tx, read.tenant, read.hash, account));
  }

  private async claimIn(tx: Tx, tenant: string, hash: Buffer, account: string): Promise<Decision<{ id: string; marks: Mark[] }>> {
    const now = new Date(this.clock.now());
    const id = await this.links.find(tx, tenant, hash, now);
    const row = id === undefined ? undefined : await this.earners.lock(tx, tenant, id);
    // Looked at again under the lock: of two who come at once, one has used it up.
    if (id === undefined || !row || (await this.links.find(tx, tenant, hash, now)) === undefined) return noLink();
    if (row.state !== 'PROVISIONAL') return stateInvalid(row.state, 'token');
    const version = row.version + 1;
    await this.links.drop(tx, tenant, [id]);
    await this.earners.claim(tx, tenant, id, { account, version, at: now });
    return accepted({ id, marks: await appendEvents(tx, [earnerClaimedEvent({ tenant, id, version }, account, now)]) });
  }
}

const noLink = () => refused(refusal('NOT_FOUND', 'This link is not good, or not any more. Ask whoever gave it for a new one.', 'token'));

const stateInvalid = (state: string | undefined, field: string) =>
  refused(refusal('EARNER_STATE_INVALID', `A record that is ${state ?? 'not there'} cannot be claimed; it has to be PROVISIONAL.`, field));
