import { PersonCopyStore } from '@cairn/people';
import { Database, type Tx } from '@cairn/postgres';
import type { GraphContext } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import { groupedBy } from '../grouped.js';
import { PathwayStore } from '../pathway/pathway.store.js';
import type { EnrolmentNode } from './enrolment.loads.js';
import { mayEnrolIn } from './may-enrol-in.js';

/** What is said of one earner in an enrolment: for himself, and for those who may award over the pathway. */
@Injectable()
export class Entitled {
  constructor(
    private readonly database: Database,
    private readonly people: PersonCopyStore,
    private readonly pathways: PathwayStore,
  ) {}

  /** Rows of an enrolment, loaded for all that are asked about at once; null for those who may not see them. */
  async toSee<Row extends { readonly enrolment: string }>(
    context: GraphContext,
    { uuid, tenant }: EnrolmentNode,
    name: string,
    load: (tx: Tx, tenant: string, enrolments: readonly string[]) => Promise<Row[]>,
  ): Promise<Row[] | null> {
    const found = await context
      .loader<string, Row[]>(`${name} ${tenant}`, async (ids) => {
        const rows = await this.database.read({ tenant }, async (tx) => {
          const open = await this.open(tx, context, tenant, ids);
          return { open, byEnrolment: groupedBy(open.size === 0 ? [] : await load(tx, tenant, [...open]), ({ enrolment }) => enrolment) };
        });
        return ids.map((id) => (rows.open.has(id) ? (rows.byEnrolment.get(id) ?? []) : undefined));
      })
      .load(uuid);
    return found ?? null;
  }

  private async open(tx: Tx, { principal }: GraphContext, tenant: string, ids: readonly string[]): Promise<Set<string>> {
    const rows = await tx.query<{ id: string; earner: string; pathway: string }>(
      'SELECT id, earner_id AS earner, pathway_id AS pathway FROM enrolment WHERE tenant_id = $1 AND id = ANY($2::uuid[])',
      [tenant, ids],
    );
    const { account } = principal;
    const behind = account === null ? new Map<string, { account: string | null }>() : await this.people.behind(tx, tenant, rows.map(({ earner }) => earner));
    const pathways = principal.tenant === tenant ? await this.pathways.byIds(tx, [...new Set(rows.map(({ pathway }) => pathway))]) : [];
    const over = new Set(pathways.filter((pathway) => mayEnrolIn(principal, pathway)).map(({ id }) => id));
    const isHis = (earner: string): boolean => account !== null && behind.get(earner)?.account === account;
    return new Set(rows.filter(({ earner, pathway }) => over.has(pathway) || isHis(earner)).map(({ id }) => id));
  }
}
