import { cappedCount, type Tx, toldCount } from '@cairn/postgres';

export interface OwnerPage {
  readonly owner: string;
  /** Value of the order and id to go on after, or null to begin. */
  readonly after: readonly [string, string] | null;
}

/** What a list is made of. Everything is a constant of the program. */
export interface ListText {
  readonly table: string;
  /** Name of the table in `from` and `columns`. */
  readonly alias: string;
  readonly from: string;
  readonly columns: string;
  /** Column of the order, its SQL type, and its name among the columns. */
  readonly order: string;
  readonly orderType: 'date' | 'timestamptz';
  readonly orderShown: string;
}

/** The same list of many owners at once: one statement, however many there are. The latest first. */
export class ListsOfOwners<Row extends object, Owner extends string> {
  private readonly pageTexts: Record<Owner, string>;
  private readonly countTexts: Record<Owner, string>;

  constructor(list: ListText, owners: readonly Owner[]) {
    const textsBy = (make: (list: ListText, by: Owner) => string) => Object.fromEntries(owners.map((by) => [by, make(list, by)])) as Record<Owner, string>;
    this.pageTexts = textsBy(pageText);
    this.countTexts = textsBy(countText);
  }

  /** @returns the rows of each page, in the order of the pages; up to `limit` each. */
  async pages(tx: Tx, tenant: string, by: Owner, pages: readonly OwnerPage[], limit: number): Promise<Row[][]> {
    const rows = await tx.query<Row & { at: number }>(this.pageTexts[by], [
      tenant,
      pages.map(({ owner }) => owner),
      pages.map(({ after }) => after?.[0] ?? null),
      pages.map(({ after }) => after?.[1] ?? null),
      limit,
    ]);
    const found = pages.map((): Row[] => []);
    for (const row of rows) found[row.at - 1]?.push(row);
    return found;
  }

  /** How many each owner has: exact up to 10,000, null beyond. */
  async counts(tx: Tx, tenant: string, by: Owner, owners: readonly string[]): Promise<(number | null)[]> {
    const rows = await tx.query<{ at: number; n: number }>(this.countTexts[by], [tenant, owners]);
    const found = new Map(rows.map(({ at, n }) => [at, n]));
    return owners.map((_, index) => toldCount(found.get(index + 1) ?? 0));
  }
}

const pageText = ({ alias, from, columns, order, orderType, orderShown }: ListText, by: string) => `
  SELECT p.at::int AS at, ${alias}.* FROM unnest($2::uuid[], $3::${orderType}[], $4::uuid[]) WITH ORDINALITY AS p (owner, place, id, at)
   CROSS JOIN LATERAL (
     SELECT ${columns} FROM ${from}
      WHERE ${alias}.tenant_id = $1 AND ${alias}.${by}_id = p.owner
        AND (${alias}.${order}, ${alias}.id) < (coalesce(p.place, 'infinity'), coalesce(p.id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
      ORDER BY ${alias}.${order} DESC, ${alias}.id DESC LIMIT $5
   ) AS ${alias}
   ORDER BY p.at, ${alias}."${orderShown}" DESC, ${alias}.id DESC`;

const countText = ({ table }: ListText, by: string) => `
  SELECT p.at::int AS at, ${cappedCount(`SELECT 1 FROM ${table} t WHERE t.tenant_id = $1 AND t.${by}_id = p.owner`)} AS n
    FROM unnest($2::uuid[]) WITH ORDINALITY AS p (owner, at)`;
