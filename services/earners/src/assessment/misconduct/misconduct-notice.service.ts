import { accepted, grantMissing, may, notFound, type Principal, refused } from '@cairn/access';
import { Injectable } from '@nestjs/common';
import { CaseNotices } from '../../notice/case-notices.js';
import { EarnerAccess } from '../../person/earner-access.js';
import { CaseSeals } from '../submission/case-seals.js';
import type { Seat } from './ballot.js';
import { MisconductChange, type Written } from './misconduct-change.js';
import { answer, giveNotice } from './misconduct-machine.js';
import { noteMisconduct } from './misconduct-notes.js';
import { checkText } from './written-text.js';

/** Notice to the earner, with which the committee is named, and his answer to it. */
@Injectable()
export class MisconductNoticeService {
  constructor(
    private readonly cases: MisconductChange,
    private readonly access: EarnerAccess,
    private readonly seals: CaseSeals,
    private readonly told: CaseNotices,
  ) {}

  /** @param committee who votes; bare ids */
  async give(principal: Principal, id: string, text: string, committee: readonly Pick<Seat<boolean>, 'actor' | 'kind'>[]): Promise<Written> {
    const found = await this.cases.find(principal, id);
    if (!found || found.tenant !== principal.tenant) return refused(notFound('case of misconduct', 'id'));
    if (!may(principal, 'SIT_ON_COMMITTEE', found)) return refused(grantMissing('SIT_ON_COMMITTEE'));
    const said = checkText(text, 'text');
    if (!said.ok) return said;
    return this.cases.run(found, async (tx, { misconduct, involved, at }) => {
      const seal = await this.seals.of(tx, misconduct);
      if (!seal) return refused(notFound('earner', 'id'));
      const noticed = giveNotice(misconduct, { text: seal.seal('misconduct notice', said.value), committee, involved }, at);
      if (!noticed.ok) return noticed;
      await noteMisconduct(tx, misconduct, 'notice-given');
      await this.told.toEarner(tx, 'MISCONDUCT_NOTICE', misconduct);
      return accepted({ misconduct: noticed.value, events: [] });
    });
  }

  /** By the earner, or by a client of the tenant for him. */
  async answer(principal: Principal, id: string, text: string): Promise<Written> {
    const found = await this.cases.find(principal, id);
    if (!found) return refused(notFound('case of misconduct', 'id'));
    const acting = await this.access.to(principal, found.earner, 'AWARD', 'id');
    if (!acting.ok) return acting;
    const said = checkText(text, 'text');
    if (!said.ok) return said;
    return this.cases.run(found, async (tx, { misconduct, at }) => {
      const seal = await this.seals.of(tx, misconduct);
      if (!seal) return refused(notFound('earner', 'id'));
      const answered = answer(misconduct, seal.seal('misconduct answer', said.value), at);
      if (!answered.ok) return answered;
      await noteMisconduct(tx, misconduct, 'notice-answered');
      return accepted({ misconduct: answered.value, events: [] });
    });
  }
}
