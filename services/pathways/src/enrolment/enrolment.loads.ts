import { Database } from '@cairn/postgres';
import { type GraphContext, inOrder, publicId } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { Completion } from '../completion/completion.js';
import { CompletionStore } from '../completion/completion.store.js';
import { type Explanation, explanationOf } from '../next-step/explanation.js';
import { progressNode } from '../next-step/progress-node.js';
import type { Evaluated } from '../progress/evaluated.js';
import type { Progress } from '../progress/progress.js';
import { ProgressReader } from '../progress/progress-reader.service.js';
import type { Enrolment } from './enrolment.js';
import { EnrolmentStore } from './enrolment.store.js';

/** An enrolment as the schema has it; fields that lead elsewhere are resolved. */
export const enrolmentNode = (enrolment: Enrolment) => ({
  ...enrolment,
  __typename: 'Enrolment' as const,
  id: publicId('Enrolment', enrolment.id),
  uuid: enrolment.id,
  earner: { __typename: 'Earner' as const, id: publicId('Earner', enrolment.earner) },
  pathwayId: enrolment.pathway,
  pathwayVersionId: enrolment.pathwayVersion,
});

export type EnrolmentNode = ReturnType<typeof enrolmentNode>;

/** A completion as the schema has it. */
export const completionNode = (completion: Completion) => ({
  ...completion,
  __typename: 'Completion' as const,
  id: publicId('Completion', completion.id),
  enrolmentId: completion.enrolment,
  countedAwards: completion.countedAwards.map((award) => ({ __typename: 'Award' as const, id: publicId('Award', award) })),
});

export type CompletionNode = ReturnType<typeof completionNode>;

/** Batched look-ups of a request. Enrolments are a tenant's own, and the person's who is enrolled; anybody else finds nothing. */
@Injectable()
export class EnrolmentLoads {
  constructor(
    private readonly database: Database,
    private readonly enrolments: EnrolmentStore,
    private readonly completions: CompletionStore,
    private readonly progress: ProgressReader,
  ) {}

  async enrolment(context: GraphContext, uuid: string): Promise<EnrolmentNode | null> {
    const { tenant, account } = context.principal;
    const found = await context
      .loader<string, Enrolment>('enrolment', async (ids) => {
        const rows = await this.database.read({ tenant, account }, async (tx) => [
          ...(tenant === null ? [] : await this.enrolments.byIds(tx, tenant, ids)),
          ...(account === null ? [] : await this.enrolments.ofPerson(tx, account, ids)),
        ]);
        return inOrder(ids, rows, ({ id }) => id);
      })
      .load(uuid);
    return found ? enrolmentNode(found) : null;
  }

  /** @param asOf the end of this day; null: as it stands. What is known by now counts, whenever it was learnt */
  async progressOf(context: GraphContext, { uuid, tenant }: EnrolmentNode, asOf: string | null = null) {
    const explained = () => this.explained(context, uuid, tenant, asOf);
    if (asOf !== null) {
      const one = await this.evaluated(context, uuid, tenant, asOf);
      return one ? progressNode(one.progress, explained) : null;
    }
    const found = await context
      .loader<string, Progress>(`progress ${tenant}`, async (ids) => {
        const read = await this.progress.read(tenant, ids);
        return ids.map((id) => read.get(id));
      })
      .load(uuid);
    return found ? progressNode(found, explained) : null;
  }

  /** Enrolments of one request are evaluated together, in as many statements as one. */
  async evaluated(context: GraphContext, enrolment: string, tenant: string, asOf: string | null = null): Promise<Evaluated | undefined> {
    return context
      .loader<string, Evaluated>(`evaluated ${tenant} ${asOf ?? ''}`, async (ids) => {
        const evaluated = await this.progress.evaluate(tenant, ids, asOf ?? undefined);
        return ids.map((id) => evaluated.get(id));
      })
      .load(enrolment);
  }

  /** Null where nothing can be said. */
  async explained(context: GraphContext, enrolment: string, tenant: string, asOf: string | null = null): Promise<Explanation | null> {
    const explanation = await context
      .loader<string, Explanation>(`explained ${tenant} ${asOf ?? ''}`, async (ids) =>
        Promise.all(
          ids.map(async (id) => {
            const found = (await this.evaluated(context, id, tenant, asOf))?.found;
            return found ? explanationOf(found) : undefined;
          }),
        ),
      )
      .load(enrolment);
    return explanation ?? null;
  }

  async completionOf(context: GraphContext, { uuid, tenant }: EnrolmentNode): Promise<CompletionNode | null> {
    const found = await context
      .loader<string, Completion>(`completionOfEnrolment ${tenant}`, async (ids) =>
        inOrder(ids, await this.database.read({ tenant }, (tx) => this.completions.byEnrolments(tx, tenant, ids)), (row) => row.enrolment),
      )
      .load(uuid);
    return found ? completionNode(found) : null;
  }

  async completion(context: GraphContext, uuid: string): Promise<CompletionNode | null> {
    const { tenant } = context.principal;
    if (tenant === null) return null;
    const found = await context
      .loader<string, Completion>('completion', async (ids) =>
        inOrder(ids, await this.database.read({ tenant }, (tx) => this.completions.byIds(tx, tenant, ids)), ({ id }) => id),
      )
      .load(uuid);
    return found ? completionNode(found) : null;
  }
}
