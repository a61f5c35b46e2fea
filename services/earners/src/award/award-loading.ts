import { OpaqueTokens } from '@cairn/access';
import { type GraphContext, inOrder, openPage, publicId, toConnection, uuidOf } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { Shown } from './award.js';
import { awardNode, ownerKeys } from './award-node.js';
import { AwardViewService } from './award-view.service.js';
import type { Owner } from './awards-of.store.js';

const nounOf = { earner: 'Earner', issuer: 'Issuer', achievement: 'Achievement' } as const;

/** Awards for a request, however many fields ask for them: one statement for each kind of question. */
@Injectable()
export class AwardLoading {
  constructor(
    private readonly awards: AwardViewService,
    private readonly tokens: OpaqueTokens,
  ) {}

  /** The award behind a public id, as the caller may see it. */
  byPublicId(id: string, context: GraphContext) {
    const uuid = uuidOf('Award', id);
    return uuid ? this.byUuid(uuid, context) : null;
  }

  /** An award that was made just now: no need to read it back. */
  made(award: Shown, context: GraphContext) {
    return awardNode(award, context.principal.tenant, this.awards.today());
  }

  async byUuid(uuid: string, context: GraphContext) {
    const { tenant, account } = context.principal;
    const award = await context
      .loader<string, Shown>(AwardLoading, async (ids) => inOrder(ids, await this.awards.byIds({ tenant, account }, ids), ({ id }) => id))
      .load(uuid);
    return award ? awardNode(award, tenant, this.awards.today()) : null;
  }

  /**
   * The awards of an earner, issuer or achievement, latest first; null without a tenant.
   *
   * @param tenant whose awards: the caller's, or the one that keeps the record of the person who asks
   */
  async of(by: Owner, parentId: string, args: { first: number; after?: string | null }, context: GraphContext, tenant = context.principal.tenant) {
    const viewer = { tenant: context.principal.tenant, account: context.principal.account };
    const owner = uuidOf(nounOf[by], parentId);
    if (tenant === null || owner === undefined) return null;
    const identity = { list: `awards of ${publicId(nounOf[by], owner)}`, tenant };
    const page = openPage<[string, string]>(this.tokens, identity, args);
    const rows = await context
      .loader<{ owner: string; after: readonly [string, string] | null }, Shown[]>(`awards of ${by} ${tenant} ${page.limit}`, (pages) =>
        this.awards.pagesOf(viewer, tenant, by, pages, page.limit),
      )
      .load({ owner, after: page.after });
    const today = this.awards.today();
    return toConnection(this.tokens, identity, page, rows ?? [], {
      node: (row) => awardNode(row, tenant, today),
      keysOf: ownerKeys,
      totalCount: async () => {
        const count = await context
          .loader<string, { n: number | null }>(`count of awards of ${by} ${tenant}`, async (owners) =>
            (await this.awards.countsOf(viewer, tenant, by, owners)).map((n) => ({ n })),
          )
          .load(owner);
        return count?.n ?? null;
      },
    });
  }
}
