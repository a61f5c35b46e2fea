import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { CaseSeal } from '../submission/case-seals.js';
import type { Outcome } from '../review/review.js';
import type { ReviewDecision } from './decision.js';
import { DecisionStore } from './decision.store.js';
import { decisionField, DecisionToldStore, toldField } from './decision-told.store.js';

/** A decision as it is told. Who made it is not part of it. */
export interface OpenedDecision extends Omit<ReviewDecision, 'feedback' | 'by'> {
  readonly feedback: string | null;
  readonly outcomes: readonly Outcome[];
}

/** Opens decisions for those who may read them; who that is, is decided before. */
@Injectable()
export class OpenedDecisions {
  constructor(
    private readonly store: DecisionStore,
    private readonly told: DecisionToldStore,
  ) {}

  /** Decisions on submissions of one case's seal, oldest first; undefined seal: the person was erased. */
  async of(tx: Tx, tenant: string, submissions: readonly string[], seal: CaseSeal | undefined): Promise<OpenedDecision[]> {
    const decisions = await this.store.of(tx, tenant, submissions);
    const told = await this.told.of(tx, tenant, decisions.map(({ id }) => id));
    return decisions.map(({ by: _by, feedback, ...decision }) => ({
      ...decision,
      feedback: open(seal, decisionField(decision.id), feedback),
      outcomes: told
        .filter((one) => one.decision === decision.id)
        .map((one) => ({ criterion: one.criterion, level: one.level, meets: one.meets, feedback: open(seal, toldField(decision.id, one.criterion), one.feedback) })),
    }));
  }
}

const open = (seal: CaseSeal | undefined, field: string, sealed: Buffer | null): string | null => (sealed && seal?.open(field, sealed)) ?? null;
