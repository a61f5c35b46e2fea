import { OpaqueTokens } from '@cairn/access';
import { type GraphContext, inOrder, openPage, publicId, toConnection, uuidOf } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { Shown } from './award.js';
import { awardNode, ownerKeys } from './award-node.js';
import { AwardViewService } from './award-view.service.js';
import type { Owner } from './awards-of.store.js';
import type { Replaced } from './replaced-award.store.js';

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

  /**
   * An award that was read or made just now. What took its place, and whose place it took, is looked for when a field asks.
   *
   * @param tenant as whom it is seen: the caller's, or the one that keeps the record of the person who asks
   */
  shown(award: Shown, context: GraphContext, now = this.awards.now(), tenant = context.principal.tenant) {
    const { replacedBy } = award;
    return {
      ...awardNode(award, tenant, now),
      replacedBy: replacedBy === null ? null : () => this.byUuid(replacedBy, context),
      replaces: () => this.replacedBy(award, context),
    };
  }

  private async replacedBy({ id, tenant }: Shown, context: GraphContext): Promise<ReturnType<AwardLoading['shown']> | null> {
    const viewer = { tenant: context.principal.tenant, account: context.principal.account };
    const replaced = await context
      .loader<string, Replaced>(`replaced in ${tenant}`, async (ids) => inOrder(ids, await this.awards.replacedBy(viewer, tenant, ids), ({ by }) => by))
      .load(id);
    return replaced ? this.byUuid(replaced.id, context) : null;
  }

  async byUuid(uuid: string, context: GraphContext): Promise<ReturnType<AwardLoading['shown']> | null> {
    const { tenant, account } = context.principal;
    const award = await context
      .loader<string, Shown>(AwardLoading, async (ids) => inOrder(ids, await this.awards.byIds({ tenant, account }, ids), ({ id }) => id))
      .load(uuid);
    return award ? this.shown(award, context) : null;
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
    const now = this.awards.now();
    return toConnection(this.tokens, identity, page, rows ?? [], {
      node: (row) => this.shown(row, context, now, tenant),
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
