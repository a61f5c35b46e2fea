import { type GraphContext, inOrder, uuidOf } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { CreditEntry } from './credit-entry.js';
import { creditEntryNode } from './credit-entry-node.js';
import { CreditEntryView } from './credit-entry-view.service.js';

/** Entries for a request, however many fields ask for them: one statement. */
@Injectable()
export class CreditEntryLoading {
  constructor(private readonly view: CreditEntryView) {}

  byPublicId(id: string, context: GraphContext) {
    const uuid = uuidOf('CreditEntry', id);
    return uuid ? this.byUuid(uuid, context) : null;
  }

  async byUuid(uuid: string, context: GraphContext) {
    const { tenant, account } = context.principal;
    const entry = await context
      .loader<string, CreditEntry>(CreditEntryLoading, async (ids) => inOrder(ids, await this.view.byIds({ tenant, account }, ids), ({ id }) => id))
      .load(uuid);
    return entry ? creditEntryNode(entry) : null;
  }
}
