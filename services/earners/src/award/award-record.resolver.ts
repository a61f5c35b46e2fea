import { GraphContext, publicId } from '@cairn/subgraph';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Award } from './award.js';
import { AwardHistory, type ShownDeed } from './award-history.service.js';
import type { AwardNode } from './award-node.js';

/** Fields of an award that are kept beside it: its terms and its history. */
@Resolver('Award')
export class AwardRecordResolver {
  constructor(private readonly records: AwardHistory) {}

  @ResolveField()
  async terms(@Parent() { row }: AwardNode, @Context() context: GraphContext) {
    if (row.term === 1) return [{ number: 1, from: row.termFrom, until: row.validUntil }];
    return (await context.loader<Award, { number: number; from: string; until: string | null }[]>('terms of awards', (rows) => this.records.termsOf(rows)).load(row)) ?? [];
  }

  @ResolveField()
  async history(@Parent() { row, own }: AwardNode, @Context() context: GraphContext) {
    if (!own) return null;
    const lines = await context.loader<Award, ShownDeed[]>('histories of awards', (rows) => this.records.of(rows)).load(row);
    return (lines ?? []).map(({ award: _, reason, ...line }) => ({ ...line, reason: line.what === 'REPLACED' && reason ? publicId('Award', reason) : reason }));
  }
}
