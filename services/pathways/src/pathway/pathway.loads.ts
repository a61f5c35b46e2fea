import { Database } from '@cairn/postgres';
import { type GraphContext, inOrder, publicId } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import { groupedBy } from '../grouped.js';
import { achievementRef } from './achievement-ref.js';
import { publicDefinition } from './definition-ids.js';
import type { Pathway, PathwayVersion } from './pathway.js';
import { PathwayStore } from './pathway.store.js';
import { PathwayVersionStore } from './pathway-version.store.js';

/** A pathway as the schema has it; fields that lead elsewhere are resolved. */
export const pathwayNode = (pathway: Pathway) => ({
  ...pathway,
  __typename: 'Pathway' as const,
  id: publicId('Pathway', pathway.id),
  uuid: pathway.id,
  issuer: { __typename: 'Issuer' as const, id: publicId('Issuer', pathway.issuer) },
  issuerId: pathway.issuer,
  currentVersionId: pathway.currentVersion,
});

export type PathwayNode = ReturnType<typeof pathwayNode>;

/** A version as the schema has it. */
export const versionNode = (version: PathwayVersion) => ({
  ...version,
  __typename: 'PathwayVersion' as const,
  id: publicId('PathwayVersion', version.id),
  uuid: version.id,
  pathwayId: version.pathway,
  definition: publicDefinition(version.definition),
  bare: version.definition,
  completionAchievement: achievementRef(version.completionAchievement),
});

export type PathwayVersionNode = ReturnType<typeof versionNode>;

/** Batched look-ups of a request; what the caller may not see is absent. */
@Injectable()
export class PathwayLoads {
  constructor(
    private readonly database: Database,
    private readonly pathways: PathwayStore,
    private readonly versions: PathwayVersionStore,
  ) {}

  async pathway(context: GraphContext, uuid: string): Promise<PathwayNode | null> {
    const found = await context
      .loader<string, Pathway>('pathway', async (ids) =>
        inOrder(ids, await this.database.read(context.principal, (tx) => this.pathways.byIds(tx, ids)), ({ id }) => id),
      )
      .load(uuid);
    return found ? pathwayNode(found) : null;
  }

  async version(context: GraphContext, uuid: string): Promise<PathwayVersionNode | null> {
    const found = await context
      .loader<string, PathwayVersion>('pathwayVersion', async (ids) =>
        inOrder(ids, await this.database.read(context.principal, (tx) => this.versions.byIds(tx, ids)), ({ id }) => id),
      )
      .load(uuid);
    return found ? versionNode(found) : null;
  }

  async versionsOf(context: GraphContext, pathway: string): Promise<PathwayVersionNode[]> {
    const found = await context
      .loader<string, PathwayVersion[]>('versionsOfPathway', async (ids) => {
        const rows = await this.database.read(context.principal, (tx) => this.versions.ofPathways(tx, ids));
        const byPathway = groupedBy(rows, (row) => row.pathway);
        return ids.map((id) => byPathway.get(id));
      })
      .load(pathway);
    return (found ?? []).map(versionNode);
  }
}
