import { may, type Principal, type Right } from '@cairn/access';
import type { Database, Tx } from '@cairn/postgres';
import { forbidden, unauthenticated } from '@cairn/subgraph';
import type { Earner } from '../../earner/earner.js';
import type { CaseSeals } from '../submission/case-seals.js';
import { type CaseSight, heldOver, type Sight, type Within } from './case-sight.js';

/** What is judged, as far as reading it goes: whose it is, and its sealed texts. */
export interface JudgedCase {
  readonly id: string;
  readonly tenant: string;
  readonly earner: string;
  readonly sealedFor: string;
  readonly issuer: string;
  readonly achievement: string;
}

/** A case as somebody sees it. */
export interface Seen<Case> {
  readonly row: Case;
  readonly as: Sight;
}

export interface CaseConditions<State> {
  readonly states: readonly State[] | null;
  /** Over which issuers and achievements the reader may judge; null: over all. */
  readonly within: Within | null;
}

interface CaseReads<Case, State> {
  byIds(tx: Tx, viewer: { tenant: string | null; account: string | null }, ids: readonly string[]): Promise<Case[]>;
  ofEarner(tx: Tx, tenant: string, earner: string): Promise<Case[]>;
  page(tx: Tx, tenant: string, conditions: CaseConditions<State>, after: readonly [string, string] | null, limit: number): Promise<Case[]>;
}

interface CaseKind<Case, Text extends string> {
  /** What one holds to judge such cases. */
  readonly judging: Right;
  /** Said to who judges none. */
  readonly unlisted: string;
  /** Names of its texts, and the word before them under which they are sealed. */
  readonly texts: readonly Text[];
  readonly sealedAs: string;
  /** Whether the earner is to know of it by now; left out: always. */
  readonly isKnownToEarner?: (row: Case) => boolean;
}

/** Reading what is judged: by those who judge it, by the earner and by who acts for him. */
export abstract class CaseViews<Case extends JudgedCase & Readonly<Record<Text, Buffer | null>>, State extends string, Text extends string> {
  protected constructor(
    private readonly database: Database,
    private readonly sight: CaseSight,
    private readonly seals: CaseSeals,
    private readonly store: CaseReads<Case, State>,
    private readonly kind: CaseKind<Case, Text>,
  ) {}

  async byId(principal: Principal, id: string): Promise<Seen<Case> | undefined> {
    const { tenant, account } = principal;
    const rows = await this.database.read({ tenant, account }, (tx) => this.store.byIds(tx, { tenant, account }, [id]));
    return (await this.seen(principal, rows))[0];
  }

  /** Null for who is neither the earner, nor acts for him, nor judges. */
  async ofEarner(principal: Principal, earner: Earner): Promise<Seen<Case>[] | null> {
    const isHis = principal.account !== null && principal.account === earner.account;
    if (!isHis && !(may(principal, this.kind.judging) || may(principal, 'AWARD'))) return null;
    return this.seen(principal, await this.database.read({ tenant: earner.tenant }, (tx) => this.store.ofEarner(tx, earner.tenant, earner.id)));
  }

  /** Throws FORBIDDEN for who judges none. */
  async page(principal: Principal, states: readonly State[] | null, after: readonly [string, string] | null, limit: number): Promise<Seen<Case>[]> {
    const { tenant } = principal;
    if (tenant === null) throw unauthenticated();
    const within = heldOver(principal, this.kind.judging);
    if (within === undefined) throw forbidden(this.kind.unlisted);
    return (await this.database.read({ tenant }, (tx) => this.store.page(tx, tenant, { states, within }, after, limit))).map((row) => ({ row, as: 'JUDGE' }));
  }

  /**
   * Texts of several cases of one tenant, in their order; null where there is none, and when the person was erased. Who may
   * read them was decided.
   */
  async texts(tenant: string, rows: readonly Case[]): Promise<Readonly<Record<Text, string | null>>[]> {
    const seals = await this.database.read({ tenant }, (tx) => this.seals.all(tx, tenant, rows));
    return rows.map((row, at) => {
      const opened = this.kind.texts.map((name) => {
        const sealed: Buffer | null = row[name];
        return [name, (sealed && seals[at]?.open(`${this.kind.sealedAs} ${name}`, sealed)) ?? null] as const;
      });
      return Object.fromEntries(opened) as Record<Text, string | null>;
    });
  }

  private async seen(principal: Principal, rows: readonly Case[]): Promise<Seen<Case>[]> {
    const { judging, isKnownToEarner = () => true } = this.kind;
    const sights = await this.sight.of(principal, judging, rows);
    return rows.flatMap((row, at) => {
      const as = sights[at];
      return as && (as === 'JUDGE' || isKnownToEarner(row)) ? [{ row, as }] : [];
    });
  }
}
