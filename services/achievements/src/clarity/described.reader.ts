import { Database } from '@cairn/postgres';
import { GraphContext, inOrder, parseId } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import { AchievementReader } from '../achievement/achievement.reader.js';
import { AchievementVersionReader } from '../achievement-version/achievement-version.reader.js';
import type { IssuerCopy } from '../issuer-copy/issuer-copy.js';
import { IssuerCopyStore } from '../issuer-copy/issuer-copy.store.js';
import type { Described } from './described.js';

const issuers = Symbol('issuers of what is described');

/** Reads what is to be described as the caller may see it: three statements, however many there are. */
@Injectable()
export class DescribedReader {
  constructor(
    private readonly database: Database,
    private readonly versions: AchievementVersionReader,
    private readonly achievements: AchievementReader,
    private readonly issuerCopies: IssuerCopyStore,
  ) {}

  /** By the public id of a version or an achievement; undefined when there is none that the caller may read. */
  async byId(context: GraphContext, id: string): Promise<Described | undefined> {
    const parsed = parseId(id);
    if (parsed?.noun === 'AchievementVersion') return this.version(context, parsed.uuid);
    if (parsed?.noun !== 'Achievement') return undefined;
    const achievement = await this.achievements.load(context, parsed.uuid);
    return achievement && this.version(context, achievement.currentVersionId ?? achievement.shownVersionId);
  }

  async version(context: GraphContext, id: string): Promise<Described | undefined> {
    const version = await this.versions.load(context, id);
    const achievement = version && (await this.achievements.load(context, version.achievementId));
    if (!version || !achievement) return undefined;
    return { version, achievement, issuer: await this.issuer(context, achievement.issuerId) };
  }

  private issuer(context: GraphContext, id: string): Promise<IssuerCopy | undefined> {
    const { tenant } = context.principal;
    return context
      .loader<string, IssuerCopy>(issuers, async (ids) => inOrder(ids, await this.database.read({ tenant }, (tx) => this.issuerCopies.byIds(tx, ids)), (issuer) => issuer.id))
      .load(id);
  }
}
