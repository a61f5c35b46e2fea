import { refusedRow, type RowResult } from '@cairn/bulk';
import type { Tx, Uuid } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { VersionCopy } from '../achievement-version/version-copy.js';
import type { DecidedAward } from '../award/new-award.js';
import { PriorAwards } from '../award/prior-awards.service.js';
import { EarnerIntake } from '../earner/earner-intake.js';
import { KnownEarners } from '../earner/known-earners.js';
import type { AwardRow } from './award-row.js';

/** A line that was decided on. */
export interface DecidedLine {
  readonly row: number;
  readonly earner: AwardRow['earner'];
  readonly decided: DecidedAward;
  readonly version: VersionCopy;
}

/** Lines about awards that build on others (PRIOR_AWARD). */
@Injectable()
export class LinesOnTop {
  constructor(
    private readonly priors: PriorAwards,
    private readonly known: KnownEarners,
    private readonly intake: EarnerIntake,
  ) {}

  /** The lines whose earner holds what has to be held before, by what is stored: looked at before any earner is made. */
  async allowed(tx: Tx, tenant: Uuid, lines: readonly DecidedLine[], results: RowResult[]): Promise<readonly DecidedLine[]> {
    const asking = lines.filter(({ version }) => version.priorRequirement !== null);
    if (asking.length === 0) return lines;
    const named = asking.flatMap(({ row, earner }) => ('identifier' in earner ? [{ row, person: { name: null, identifiers: [earner.identifier] } }] : []));
    const behind = await this.intake.known(tx, tenant, named.map(({ person }) => person));
    const led = await this.known.of(tx, tenant, asking.flatMap(({ earner }) => ('id' in earner ? [earner.id] : [])));
    const byRow = new Map(named.map(({ row }, index) => [row, behind[index]]));
    const missing = await this.priors.missing(tx, tenant, asking.map((line) => ({ ...line, earner: ('id' in line.earner ? led.get(line.earner.id) : byRow.get(line.row)) ?? null })));
    const refused = new Set<number>();
    asking.forEach(({ row }, index) => {
      const refusal = missing[index];
      if (!refusal) return;
      refused.add(row);
      results.push(refusedRow(row, refusal.code, refusal.message, 'achievementCode'));
    });
    return lines.filter(({ row }) => !refused.has(row));
  }
}
