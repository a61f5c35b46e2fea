import type { Tx } from '@cairn/postgres';
import { publicId } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import { MisconductStore } from '../misconduct/misconduct.store.js';
import { CaseSeals } from '../submission/case-seals.js';
import { AppealStore } from './appeal.store.js';

/** What was said of and by a person in cases of misconduct and in appeals: for the person's record, to move with it, and to be forgotten with him. */
@Injectable()
export class SaidInCases {
  constructor(
    private readonly cases: MisconductStore,
    private readonly appeals: AppealStore,
    private readonly seals: CaseSeals,
  ) {}

  /** Cases of which the person was given notice, without what others said of him in confidence; the latest 50 of each. */
  async of(tx: Tx, tenant: string, earner: string): Promise<{ misconductCases: object[]; appeals: object[] }> {
    const cases = (await this.cases.ofEarner(tx, tenant, earner)).filter(({ noticeAt }) => noticeAt !== null);
    const appeals = await this.appeals.ofEarner(tx, tenant, earner);
    const seals = await this.seals.all(tx, tenant, [...cases, ...appeals]);
    const open = (at: number, field: string, text: Buffer | null) => (text && seals[at]?.open(field, text)) ?? null;
    return {
      misconductCases: cases.map(({ id, state, reason, reportedAt, notice, noticeAt, answer, answeredAt, decidedAt }, at) => ({
        ...{ id: publicId('MisconductCase', id), state, reason, reportedAt, noticeAt, answeredAt, decidedAt },
        notice: open(at, 'misconduct notice', notice),
        answer: open(at, 'misconduct answer', answer),
      })),
      appeals: appeals.map(({ id, state, statement, filedAt, remedy, answer, closedAt }, place) => ({
        ...{ id: publicId('Appeal', id), state, filedAt, remedy, closedAt },
        statement: open(cases.length + place, 'appeal statement', statement),
        answer: closedAt ? open(cases.length + place, 'appeal answer', answer) : null,
      })),
    };
  }

  /** With a merge all of it is told of the record that stays. */
  async moveAll(tx: Tx, tenant: string, from: string, into: string): Promise<void> {
    await this.cases.moveAll(tx, tenant, from, into);
    await this.appeals.moveAll(tx, tenant, from, into);
  }

  /** With a split what began under the record is its own again. */
  async moveBack(tx: Tx, tenant: string, from: string, into: string): Promise<void> {
    await this.cases.moveBack(tx, tenant, from, into);
    await this.appeals.moveBack(tx, tenant, from, into);
  }

  async forget(tx: Tx, tenant: string, earners: readonly string[]): Promise<void> {
    await this.cases.forget(tx, tenant, earners);
    await this.appeals.forget(tx, tenant, earners);
  }
}
