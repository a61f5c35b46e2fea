import { type Decision, OpaqueTokens } from '@cairn/access';
import { encodePosition, type Mark } from '@cairn/messaging';
import { type GraphContext, publicId, userErrors, uuidOf } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { Earner } from './earner.js';
import { EarnerViewService } from './earner-view.service.js';

/** An earner as the schema has it, or a stub that another object of this service points to by its bare id. */
export const earnerNode = (row: Earner) => ({ __typename: 'Earner' as const, id: publicId('Earner', row.id), uuid: row.id, row });

export interface EarnerNode {
  readonly id: string;
  readonly uuid: string;
  readonly row?: Earner;
}

/** Earners for a request, one statement however many fields ask for them. */
@Injectable()
export class EarnerNodes {
  constructor(
    private readonly views: EarnerViewService,
    private readonly tokens: OpaqueTokens,
  ) {}

  byPublicId(id: string, context: GraphContext) {
    const uuid = uuidOf('Earner', id);
    return uuid ? this.byUuid(uuid, context) : null;
  }

  async byUuid(uuid: string, context: GraphContext) {
    const row = await this.load(uuid, context);
    return row ? earnerNode(row) : null;
  }

  /** The record behind a node; undefined when the caller may not know of it. */
  rowOf({ row, uuid }: EarnerNode, context: GraphContext): Promise<Earner | undefined> | Earner {
    return row ?? this.load(uuid, context);
  }

  /** The answer to a mutation on an earner. */
  async payload(context: GraphContext, written: Decision<{ id: string; marks: readonly Mark[] }>) {
    if (!written.ok) return { earner: null, userErrors: userErrors(written.refusals), position: null };
    const { id, marks } = written.value;
    return { earner: await this.byUuid(id, context), userErrors: [], position: marks.length > 0 ? encodePosition(this.tokens, marks) : null };
  }

  private load(uuid: string, context: GraphContext): Promise<Earner | undefined> {
    const { tenant, account } = context.principal;
    return context.loader<string, Earner>(EarnerNodes, (ids) => this.views.byIds({ tenant, account }, ids)).load(uuid);
  }
}
