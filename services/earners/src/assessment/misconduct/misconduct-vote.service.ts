import { accepted, type Decision, grantMissing, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { EarnerViewService } from '../../earner/earner-view.service.js';
import { type Changed, type LockedMisconduct, MisconductChange, type Written } from './misconduct-change.js';
import { closeVote, vote } from './misconduct-machine.js';
import { noteMisconduct } from './misconduct-notes.js';
import { MisconductOutcome } from './misconduct-outcome.js';

/** Votes of the committee. What follows of the last one that matters is done in its transaction. */
@Injectable()
export class MisconductVoteService {
  constructor(
    private readonly cases: MisconductChange,
    private readonly outcome: MisconductOutcome,
    private readonly earners: EarnerViewService,
  ) {}

  async vote(principal: Principal, id: string, inFavour: boolean): Promise<Written> {
    const found = await this.cases.find(principal, id);
    const { actor, tenant, account } = principal;
    if (!found || found.tenant !== tenant || actor === null) return refused(notFound('case of misconduct', 'id'));
    if (!may(principal, 'SIT_ON_COMMITTEE', found)) return refused(grantMissing('SIT_ON_COMMITTEE'));
    const [earner] = await this.earners.byIds({ tenant, account: null }, [found.earner]);
    if (account !== null && earner?.account === account) return refused(refusal('VOTE_NOT_ALLOWED', 'Nobody votes on himself.', 'id'));
    return this.cases.run(found, async (tx, locked) => {
      const voted = vote(locked.misconduct, actor, inFavour, locked.involved, locked.at);
      if (!voted.ok) return voted;
      return this.followed(tx, { ...locked, misconduct: voted.value }, 'voted');
    });
  }

  /** Ends a vote that does not come to an end: the case is dismissed. By who administers the tenant and has no part in the case. */
  async close(principal: Principal, id: string): Promise<Written> {
    const found = await this.cases.find(principal, id);
    const { actor } = principal;
    if (!found || found.tenant !== principal.tenant || actor === null) return refused(notFound('case of misconduct', 'id'));
    if (!may(principal, 'ADMINISTER')) return refused(grantMissing('ADMINISTER'));
    return this.cases.run(found, async (tx, locked) => {
      if (locked.involved.has(actor)) return refused(refusal('VOTE_NOT_ALLOWED', 'Who has a part in the case does not end the vote on it.', 'id'));
      const closed = closeVote(locked.misconduct, locked.at);
      if (!closed.ok) return closed;
      return this.followed(tx, { ...locked, misconduct: closed.value }, 'vote-closed');
    });
  }

  private async followed(tx: Tx, locked: LockedMisconduct, deed: 'voted' | 'vote-closed'): Promise<Decision<Changed>> {
    const followed = await this.effectOf(tx, locked);
    if (followed.ok) await noteMisconduct(tx, locked.misconduct, deed);
    return followed;
  }

  private effectOf(tx: Tx, locked: LockedMisconduct): Promise<Decision<Changed>> | Decision<Changed> {
    const { misconduct } = locked;
    if (misconduct.state === 'UPHELD') return this.outcome.upheld(tx, locked);
    return misconduct.state === 'DISMISSED' ? this.outcome.dismissed(tx, locked) : accepted({ misconduct, events: [] });
  }
}
