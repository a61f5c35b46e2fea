import { anonymous, type Principal } from '@cairn/access';
import { Database } from '@cairn/postgres';
import { type GraphContext, publicId } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import { type Drawing, type DrawnPathway, drawnPathway, idsToName, type Named } from './drawn-pathway.js';
import { MapLayouts } from './map-layouts.service.js';
import { MapNamesStore } from './map-names.store.js';
import { planOf } from './map-plan.js';
import { mapSvg } from './map-svg.js';
import { mapText } from './map-text.js';

/** What is drawn: a version, with or without the standing of somebody who follows it. Ids in the definition are bare. */
export interface ToDraw extends Omit<Drawing, 'named'> {
  /** Bare id of what the picture is about. */
  readonly about: string;
}

export interface PathwayMap {
  readonly svg: string;
  readonly text: string;
  readonly pathway: DrawnPathway;
}

/** Draws pathways. */
@Injectable()
export class MapService {
  constructor(
    private readonly database: Database,
    private readonly names: MapNamesStore,
    private readonly layouts: MapLayouts,
  ) {}

  /** The reader's sight decides which other pathways are named; names for all pictures of a request are looked up together. */
  async draw(context: GraphContext, { about, ...drawing }: ToDraw): Promise<PathwayMap> {
    const named = await context.loader<Ids, ReadonlyMap<string, Named>>('names on maps', (all) => this.named(context.principal, all)).load(idsToName(drawing.definition));
    const pathway = drawnPathway({ ...drawing, named: named ?? new Map() });
    const plan = planOf(pathway);
    const layout = await this.layouts.of(plan.plan);
    return { svg: mapSvg(pathway, plan, layout, about.replaceAll('-', '')), text: mapText(pathway), pathway };
  }

  /** The same for all: what is named more than is asked for does no harm. */
  private async named(reader: Pick<Principal, 'tenant' | 'account'>, asked: readonly Ids[]): Promise<ReadonlyMap<string, Named>[]> {
    const ids: Ids = { achievements: [...new Set(asked.flatMap((one) => one.achievements))], pathways: [...new Set(asked.flatMap((one) => one.pathways))] };
    const achievements = await this.database.read(reader, (tx) => this.names.achievements(tx, ids.achievements));
    const seen = (by: Pick<Principal, 'tenant' | 'account'>) => (ids.pathways.length === 0 ? [] : this.database.read(by, (tx) => this.names.pathways(tx, ids.pathways)));
    const [pathways, open] = [await seen(reader), new Set((await seen(anonymous)).map(({ id }) => id))];
    const named = new Map<string, Named>([
      ...achievements.map(({ id, title, version }) => [id, { title, path: version === null ? null : `/a/${publicId('AchievementVersion', version)}` }] as const),
      ...pathways.map(({ id, title }) => [id, { title, path: open.has(id) ? `/p/${publicId('Pathway', id)}` : null }] as const),
    ]);
    return asked.map(() => named);
  }
}

type Ids = ReturnType<typeof idsToName>;
