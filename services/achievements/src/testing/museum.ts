import { asUuid, type Database, newId, type Tx } from '@cairn/postgres';
import { type Achievement, createAchievement, touched } from '../achievement/achievement.js';
import { AchievementStore } from '../achievement/achievement.store.js';
import type { AchievementVersion } from '../achievement-version/achievement-version.js';
import { AchievementVersionStore } from '../achievement-version/achievement-version.store.js';
import { publish } from '../achievement-version/publication.js';
import { CatalogueStore } from '../catalogue/catalogue.store.js';
import type { IssuerCopy } from '../issuer-copy/issuer-copy.js';
import type { AchievementVersionInput } from '../schema.types.js';
import { aVersionInput } from './version-input.js';

export const stores = {
  achievements: new AchievementStore(),
  versions: new AchievementVersionStore(),
  catalogue: new CatalogueStore(),
};

/** An active issuer with every sector, of a tenant of its own. */
export const anIssuer = (change: Partial<IssuerCopy> = {}): IssuerCopy => ({
  id: newId(),
  tenant: newId(),
  slug: 'lighthouse',
  name: 'Lighthouse Museum',
  url: 'https://museum.example',
  country: 'NO',
  state: 'ACTIVE',
  sectors: ['NONPROFIT', 'HIGHER_EDUCATION', 'EMPLOYER', 'ASSOCIATION'],
  version: 1,
  ...change,
});

/** Stores a draft, or with `published` a published version, of a new achievement through the rules and stores. */
export async function stored(
  database: Database,
  issuer: IssuerCopy,
  code: string,
  { published = false, now = new Date('2026-03-01T10:00:00Z'), ...change }: Partial<AchievementVersionInput> & { published?: boolean; now?: Date } = {},
): Promise<{ achievement: Achievement; version: AchievementVersion }> {
  const ids = { achievement: newId(), version: newId() };
  const made = createAchievement({ code, version: aVersionInput(change) }, issuer, ids, now);
  if (!made.ok) throw new Error(JSON.stringify(made.refusals));
  return database.write({ tenant: asUuid(issuer.tenant) }, async (tx) => {
    await stores.achievements.insert(tx, made.value.achievement);
    await stores.versions.insert(tx, made.value.version);
    return published ? publishedOf(tx, made.value, now) : made.value;
  });
}

async function publishedOf(tx: Tx, { achievement, version }: { achievement: Achievement; version: AchievementVersion }, now: Date) {
  const decision = publish(version, now);
  if (!decision.ok) throw new Error(JSON.stringify(decision.refusals));
  const lineage = touched(achievement, now, { currentVersionId: version.id, published: true });
  await stores.versions.updateState(tx, decision.value);
  await stores.achievements.update(tx, lineage);
  await stores.catalogue.show(tx, lineage.tenant, lineage.id);
  return { achievement: lineage, version: decision.value };
}
