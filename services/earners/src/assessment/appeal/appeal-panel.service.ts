import { accepted, type Decision, grantMissing, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../../achievement-version/version-copy.store.js';
import { EarnerViewService } from '../../earner/earner-view.service.js';
import type { Seat } from '../misconduct/ballot.js';
import { checkText } from '../misconduct/written-text.js';
import { CaseSeals } from '../submission/case-seals.js';
import type { Appeal, PanelVote } from './appeal.js';
import { AppealChange, type Changed, type LockedAppeal, type Written } from './appeal-change.js';
import { admit, decide, dismiss } from './appeal-machine.js';
import { AppealRemedies } from './appeal-remedies.js';

/** What those who may grant do with an appeal: whether it is heard, by whom, and what it comes to. */
@Injectable()
export class AppealPanelService {
  constructor(
    private readonly appeals: AppealChange,
    private readonly remedies: AppealRemedies,
    private readonly versions: VersionCopyStore,
    private readonly earners: EarnerViewService,
    private readonly seals: CaseSeals,
  ) {}

  /** @param members who decides; bare ids */
  async admit(principal: Principal, id: string, members: readonly Pick<Seat<PanelVote>, 'actor' | 'kind'>[]): Promise<Written> {
    const found = await this.seen(principal, id);
    if (!found.ok) return found;
    return this.appeals.run(found.value, 'admitted', async (tx, { appeal, involved }) => {
      const [version] = await this.versions.toAssess(tx, appeal.tenant, [appeal.achievementVersion]);
      const admitted = involvedIn(principal, involved) ?? admit(appeal, { members, involved, policy: version?.assessment?.decision ?? 'PANEL' });
      return admitted.ok ? accepted({ appeal: admitted.value }) : admitted;
    });
  }

  /** It is not heard. @param text why, as the earner is told */
  async dismiss(principal: Principal, id: string, text: string): Promise<Written> {
    const found = await this.seen(principal, id);
    if (!found.ok) return found;
    const said = checkText(text, 'text');
    if (!said.ok) return said;
    return this.appeals.run(found.value, 'dismissed', async (tx, { appeal, involved, at }) => {
      const seal = await this.seals.of(tx, appeal);
      if (!seal) return refused(notFound('earner', 'id'));
      const dismissed = involvedIn(principal, involved) ?? dismiss(appeal, seal.seal('appeal answer', said.value), at);
      return dismissed.ok ? accepted({ appeal: dismissed.value }) : dismissed;
    });
  }

  /** One vote of the panel. What follows of the last one that matters is done in its transaction. */
  async decide(principal: Principal, id: string, vote: PanelVote, text: string | null): Promise<Written> {
    const found = await this.seen(principal, id);
    if (!found.ok) return found;
    const said = text === null ? accepted(null) : checkText(text, 'text');
    if (!said.ok) return said;
    const [earner] = await this.earners.byIds({ tenant: found.value.tenant, account: null }, [found.value.earner]);
    if (principal.account !== null && earner?.account === principal.account) return memberInvolved();
    return this.appeals.run(found.value, 'voted', async (tx, locked) => {
      const seal = await this.seals.of(tx, locked.appeal);
      if (!seal) return refused(notFound('earner', 'id'));
      const ballot = { actor: principal.actor ?? '', vote, text: said.value === null ? null : seal.seal('appeal answer', said.value) };
      const decided = decide(locked.appeal, ballot, locked.involved, locked.at);
      return decided.ok ? this.followed(tx, { ...locked, appeal: decided.value }) : decided;
    });
  }

  private followed(tx: Tx, locked: LockedAppeal): Promise<Decision<Changed>> | Decision<Changed> {
    return locked.appeal.state === 'UPHELD' ? this.remedies.follow(tx, locked) : accepted({ appeal: locked.appeal });
  }

  private async seen(principal: Principal, id: string): Promise<Decision<Appeal>> {
    const found = await this.appeals.find(principal, id);
    if (!found || found.tenant !== principal.tenant) return refused(notFound('appeal', 'id'));
    return may(principal, 'GRANT_AWARD', found) ? accepted(found) : refused(grantMissing('GRANT_AWARD'));
  }
}

const memberInvolved = () => refused(refusal('PANEL_MEMBER_INVOLVED', 'Who took part in what is appealed against, or is concerned himself, does not decide on the appeal.', 'id'));

const involvedIn = ({ actor }: Principal, involved: ReadonlySet<string>) => (actor !== null && involved.has(actor) ? memberInvolved() : undefined);
