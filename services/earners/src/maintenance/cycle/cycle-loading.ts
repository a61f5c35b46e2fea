import { type GraphContext } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { Award } from '../../award/award.js';
import type { Judged } from './credit-cycles.service.js';
import { type CycleAsked, type CycleFound, CycleView, maintainedOf } from './cycle-view.service.js';
import type { Maintained } from './maintenance-state.js';

/** The day, and the instant of knowledge, that a field was asked about; today and now when left out. */
export interface AsOf {
  readonly asOf?: string | null | undefined;
  readonly knownAsOf?: string | Date | null | undefined;
}

/** Cycles for a request, however many awards and fields ask for them: each is judged once, and all are read together. */
@Injectable()
export class CycleLoading {
  constructor(private readonly view: CycleView) {}

  async cycles(award: Award, asOf: AsOf, context: GraphContext): Promise<Judged | null> {
    return (await this.found(this.askedOf(award, asOf), context))?.judged ?? null;
  }

  async maintenance(award: Award, asOf: AsOf, context: GraphContext): Promise<Maintained | null> {
    const asked = this.askedOf(award, asOf);
    const found = await this.found(asked, context);
    return found ? maintainedOf(asked, found) : null;
  }

  private askedOf(award: Award, { asOf, knownAsOf }: AsOf): CycleAsked {
    return { award, asOf: asOf ?? this.view.today(), knownAsOf: knownAsOf ? new Date(knownAsOf) : null };
  }

  private found(asked: CycleAsked, context: GraphContext): Promise<CycleFound | undefined> {
    const { tenant, account } = context.principal;
    return context.loader<CycleAsked, CycleFound>(CycleLoading, (all) => this.view.cycles({ tenant, account }, all)).load(asked);
  }
}
