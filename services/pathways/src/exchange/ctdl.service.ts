import type { Principal } from '@cairn/access';
import { type CtdlExport, exportCtdl } from '@cairn/exchange';
import { Database } from '@cairn/postgres';
import { type Pathway as Definition, referencesOf } from '@cairn/requirements';
import { type Platform, PLATFORM } from '@cairn/service';
import { publicId } from '@cairn/subgraph';
import { Inject, Injectable } from '@nestjs/common';
import { MapNamesStore } from '../map/map-names.store.js';

/** Versions in CTDL, with the public addresses of this registry. */
@Injectable()
export class CtdlService {
  constructor(
    private readonly database: Database,
    private readonly names: MapNamesStore,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  /** @param pathway bare id of the pathway; its parts are fragments of its public page */
  async of(principal: Principal, pathway: string, title: string, definition: Definition): Promise<CtdlExport> {
    const { achievements } = referencesOf(definition);
    const known = await this.database.read(principal, (tx) => this.names.achievements(tx, achievements));
    const byId = new Map(known.map((one) => [one.id, one]));
    const { publicUrl } = this.platform;
    const pathwayAddress = (id: string): string => `${publicUrl}/p/${publicId('Pathway', id)}`;
    return exportCtdl(
      { title, ...definition },
      {
        pathway: pathwayAddress(pathway),
        ctid: `ce-${pathway}`,
        otherPathway: pathwayAddress,
        achievement: (id) => {
          const found = byId.get(id);
          const path = found?.version ? publicId('AchievementVersion', found.version) : publicId('Achievement', id);
          return { iri: `${publicUrl}/a/${path}`, name: found?.title };
        },
      },
    );
  }
}
