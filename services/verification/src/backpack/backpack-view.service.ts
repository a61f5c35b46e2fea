import { may, maySomewhere, OpaqueTokens, type Principal } from '@cairn/access';
import { note } from '@cairn/audit';
import { type StepResult, readInput, type ReadCredential } from '@cairn/credentials';
import { Database } from '@cairn/postgres';
import { type Connection, forbidden, openPage, toConnection } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import { BackpackKeys } from './backpack-keys.service.js';
import { BackpackOwners, type Owner } from './backpack-owners.service.js';
import { ForeignCheckStore } from './foreign-check.store.js';
import type { ForeignCredential, Trust, Verdict } from './foreign-credential.js';
import { ForeignCredentialStore } from './foreign-credential.store.js';
import { openOriginal, openSteps, type Original } from './sealed-parts.js';

/** A check as its readers see it. */
export interface ShownCheck {
  readonly verdict: Verdict;
  readonly trust: Trust;
  readonly steps: readonly StepResult[];
  readonly statusAsOf: Date | null;
  readonly checkedAt: Date;
}

/** An original with what was read in it. */
export interface Opened extends Original {
  readonly read: ReadCredential;
}

/** More than a backpack, with all that was merged into it, ever holds. */
const countMax = 10_000;

type Places = Pick<ForeignCredential, 'tenant' | 'id' | 'earner'>;

/** What is in backpacks: for the person, and for those who may act on him in the tenant that keeps his record. */
@Injectable()
export class BackpackView {
  constructor(
    private readonly database: Database,
    private readonly owners: BackpackOwners,
    private readonly keys: BackpackKeys,
    private readonly store: ForeignCredentialStore,
    private readonly checks: ForeignCheckStore,
    private readonly tokens: OpaqueTokens,
  ) {}

  /** Whose backpack, for a caller who may look into it; null for whom there is none. Throws FORBIDDEN for staff without the right. */
  async reader(principal: Principal, earner: string): Promise<Owner | null> {
    const owner = await this.owners.of(principal, earner);
    if (owner.ok) return owner.value;
    if (principal.tenant === null) return null;
    if (may(principal, 'ADMINISTER')) return { tenant: principal.tenant, earner, as: 'TENANT' };
    throw forbidden('A backpack is shown to the person, and to those who may AWARD or ADMINISTER.');
  }

  async page<Node>(owner: Owner, asked: { first: number; after?: string | null }, node: (row: ForeignCredential) => Node): Promise<Connection<Node>> {
    const { tenant, earner } = owner;
    const identity = { list: 'backpack', tenant, filter: earner };
    const page = openPage<readonly [string, string]>(this.tokens, identity, asked);
    const rows = await this.database.read({ tenant }, async (tx) => this.store.ofEarners(tx, tenant, await this.owners.cluster(tx, owner), page.after, page.limit));
    return toConnection(this.tokens, identity, page, rows, {
      node,
      keysOf: ({ createdAt, id }) => [createdAt, id],
      totalCount: async () => (await this.all(owner, countMax)).length,
    });
  }

  /** All of a backpack, the latest first. */
  all(owner: Owner, limit: number): Promise<ForeignCredential[]> {
    const { tenant } = owner;
    return this.database.read({ tenant }, async (tx) => this.store.ofEarners(tx, tenant, await this.owners.cluster(tx, owner), null, limit));
  }

  /** One that the caller may see, and on whose behalf; undefined for everybody else. */
  async byId(principal: Principal, id: string): Promise<{ row: ForeignCredential; owner: Owner } | undefined> {
    const { tenant, account } = principal;
    if (account !== null) {
      const [own] = await this.database.read({ tenant: null, account }, (tx) => this.store.byIds(tx, [id]));
      if (own) return { row: own, owner: { tenant: own.tenant, earner: own.earner, as: 'PERSON' } };
    }
    if (tenant === null || !(maySomewhere(principal, 'AWARD') || may(principal, 'ADMINISTER'))) return undefined;
    const [row] = await this.database.read({ tenant }, (tx) => this.store.byIds(tx, [id]));
    return row && { row, owner: { tenant, earner: row.earner, as: 'TENANT' } };
  }

  /** Originals, in the order of the rows; undefined for one whose person was erased meanwhile. */
  async originals(rows: readonly ForeignCredential[]): Promise<(Opened | undefined)[]> {
    const keys = await this.keysOf(rows);
    return rows.map((row) => {
      const key = keys.get(row.earner);
      if (!key) return undefined;
      const original = openOriginal(key, row, row.sealed);
      const reading = readInput(original.bytes);
      return reading.ok ? { ...original, read: reading.read } : undefined;
    });
  }

  /** The latest checks of each row, newest first. */
  async checksOf(rows: readonly Places[], limit: number): Promise<ShownCheck[][]> {
    const keys = await this.keysOf(rows);
    const found = await Promise.all(
      tenantsOf(rows).map((tenant) => this.database.read({ tenant }, (tx) => this.checks.ofCredentials(tx, rows.filter((row) => row.tenant === tenant), limit))),
    );
    return rows.map((row) => {
      const key = keys.get(row.earner);
      if (!key) return [];
      return found.flat().filter(({ credential }) => credential === row.id).map(({ id, sealedSteps, ...check }) => ({ ...check, steps: openSteps(key, row, id, sealedSteps) }));
    });
  }

  /** Notes that somebody else than the person was shown what he keeps. */
  async disclosed({ tenant, earner, as }: Owner): Promise<void> {
    if (as === 'PERSON') return;
    await this.database.write({ tenant }, (tx) => note(tx, { tenant, action: 'read.backpack', subject: earner, subjectKind: 'EARNER', earners: [earner] }));
  }

  private async keysOf(rows: readonly Places[]): Promise<Map<string, Buffer>> {
    const found = await Promise.all(
      tenantsOf(rows).map((tenant) =>
        this.database.read({ tenant }, (tx) => this.keys.of(tx, tenant, rows.filter((row) => row.tenant === tenant).map(({ earner }) => earner))),
      ),
    );
    return new Map(found.flatMap((keys) => [...keys]));
  }
}

const tenantsOf = (rows: readonly Places[]): string[] => [...new Set(rows.map(({ tenant }) => tenant))];
