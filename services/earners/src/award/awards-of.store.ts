import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { Shown } from './award.js';
import { shownColumns } from './award.store.js';

/** What lists of awards hang on. */
export type Owner = 'earner' | 'issuer' | 'achievement';

export interface OwnerPage {
  readonly owner: string;
  /** Day and id to go on after, or null to begin. */
  readonly after: readonly [string, string] | null;
}

/** The same list of many owners at once: one statement, however many there are. Latest award first. */
@Injectable()
export class AwardsOfStore {
  /** @returns the rows of each page, in the order of the pages; up to `limit` each. */
  async pages(tx: Tx, tenant: string, by: Owner, pages: readonly OwnerPage[], limit: number): Promise<Shown[][]> {
    const rows = await tx.query<Shown & { at: number }>(pageTexts[by], [
      tenant,
      pages.map(({ owner }) => owner),
      pages.map(({ after }) => after?.[0] ?? null),
      pages.map(({ after }) => after?.[1] ?? null),
      limit,
    ]);
    const found = pages.map((): Shown[] => []);
    for (const row of rows) found[row.at - 1]?.push(row);
    return found;
  }

  /** How many awards each owner has: exact up to 10,000, null beyond. */
  async counts(tx: Tx, tenant: string, by: Owner, owners: readonly string[]): Promise<(number | null)[]> {
    const rows = await tx.query<{ at: number; n: number }>(countTexts[by], [tenant, owners]);
    const found = new Map(rows.map(({ at, n }) => [at, n]));
    return owners.map((_, index) => {
      const n = found.get(index + 1) ?? 0;
      return n > 10_000 ? null : n;
    });
  }
}

const pageText = (by: Owner) => `
  SELECT p.at::int AS at, a.* FROM unnest($2::uuid[], $3::date[], $4::uuid[]) WITH ORDINALITY AS p (owner, day, id, at)
   CROSS JOIN LATERAL (
     SELECT ${shownColumns} FROM award a LEFT JOIN achievement_version_copy v ON v.id = a.achievement_version_id
      WHERE a.tenant_id = $1 AND a.${by}_id = p.owner AND (a.awarded_on, a.id) < (coalesce(p.day, 'infinity'), coalesce(p.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      ORDER BY a.awarded_on DESC, a.id DESC LIMIT $5
   ) AS a
   ORDER BY p.at, a."awardedOn" DESC, a.id DESC`;

const countText = (by: Owner) => `
  SELECT p.at::int AS at, (SELECT count(1)::int FROM (SELECT 1 FROM award a WHERE a.tenant_id = $1 AND a.${by}_id = p.owner LIMIT 10001) capped) AS n
    FROM unnest($2::uuid[]) WITH ORDINALITY AS p (owner, at)`;

const pageTexts: Record<Owner, string> = { earner: pageText('earner'), issuer: pageText('issuer'), achievement: pageText('achievement') };
const countTexts: Record<Owner, string> = { earner: countText('earner'), issuer: countText('issuer'), achievement: countText('achievement') };
