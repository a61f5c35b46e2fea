import { Database } from '@cairn/postgres';
import { type GraphContext, inOrder, publicId } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { Completion } from '../completion/completion.js';
import { CompletionStore } from '../completion/completion.store.js';
import { achievementRef } from '../pathway/pathway.loads.js';
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

const progressNode = (progress: Progress) => ({
  ...progress,
  nodes: progress.nodes.map((node) => ({ ...node, counted: node.counted.map((award) => publicId('Award', award)) })),
  missing: progress.missing.map((part) => ({ ...part, achievement: achievementRef(part.achievement) })),
});

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

  async progressOf(context: GraphContext, { uuid, tenant }: EnrolmentNode) {
    const found = await context
      .loader<string, Progress>(`progress ${tenant}`, async (ids) => {
        const read = await this.progress.read(tenant, ids);
        return ids.map((id) => read.get(id));
      })
      .load(uuid);
    if (!found) throw new Error('an enrolment without progress');
    return progressNode(found);
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
