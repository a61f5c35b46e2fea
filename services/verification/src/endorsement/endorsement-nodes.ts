import { OpaqueTokens } from '@cairn/access';
import { type Platform, PLATFORM } from '@cairn/service';
import { GraphContext, inOrder, openPage, publicId, toConnection } from '@cairn/subgraph';
import { Inject, Injectable } from '@nestjs/common';
import { listUrlOf } from '../status-list/status-place.js';
import { endorsementUrlOf } from './endorsement-address.js';
import type { EndorsedKind, Endorsement, EndorsementState } from './endorsement.js';
import { EndorsementView } from './endorsement-view.service.js';
import type { About } from './endorsement.store.js';

interface PageAsked {
  readonly first: number;
  readonly after?: string | null;
}

/** Endorsements as the schema has them, batched by request. */
@Injectable()
export class EndorsementNodes {
  constructor(
    private readonly view: EndorsementView,
    private readonly tokens: OpaqueTokens,
    @Inject(PLATFORM) private readonly platform: Platform,
  ) {}

  async byId(context: GraphContext, id: string) {
    const { tenant, account } = context.principal;
    const loader = context.loader<string, Endorsement>('endorsements', async (ids) => inOrder(ids, await this.view.byIds({ tenant, account }, ids), (found) => found.id));
    const found = await loader.load(id);
    return found ? this.node(found) : null;
  }

  /** A page of what is about something, newest first. */
  async about(context: GraphContext, about: About, asked: PageAsked & { state?: EndorsementState | null }) {
    const { tenant, account } = context.principal;
    const state = asked.state ?? 'ACCEPTED';
    const identity = { list: 'endorsements about', tenant, filter: { ...about, state, account } };
    const page = openPage<[string]>(this.tokens, identity, asked);
    const rows = await this.view.about({ tenant, account }, about, state, page.after?.[0] ?? null, page.limit);
    return toConnection(this.tokens, identity, page, rows, {
      node: (row) => this.node(row),
      keysOf: ({ id }): [string] => [id],
      totalCount: () => this.view.countAbout({ tenant, account }, about, state),
    });
  }

  /** A page of those that the caller's tenant is a side of, newest first. */
  async ofTenant(tenant: string, filter: { state: EndorsementState | null; side: 'ENDORSER' | 'ENDORSED' | null }, asked: PageAsked) {
    const identity = { list: 'endorsements', tenant, filter };
    const page = openPage<[string]>(this.tokens, identity, asked);
    const rows = await this.view.ofTenant(tenant, filter, page.after?.[0] ?? null, page.limit);
    return toConnection(this.tokens, identity, page, rows, { node: (row) => this.node(row), keysOf: ({ id }): [string] => [id] });
  }

  /** What is signed of it, and its bit. */
  async signed(context: GraphContext, row: Endorsement) {
    if (row.offeredAt === null) return null;
    const found = await context
      .loader<Endorsement, NonNullable<Awaited<ReturnType<EndorsementView['documentsOf']>>[number]>>('documents of endorsements', (rows) => this.view.documentsOf(rows))
      .load(row);
    if (!found) return null;
    const { list, index } = found.place;
    return {
      document: found.document === null ? null : (JSON.parse(found.document) as unknown),
      status: { listUrl: listUrlOf(this.platform.publicUrl, list), index, revoked: found.revokedAt !== null },
    };
  }

  node(row: Endorsement) {
    const { id, endorser, comment, state, version, createdAt, offeredAt, acceptedAt, endedAt } = row;
    return {
      __typename: 'Endorsement' as const,
      /** The row itself, for fields that ask for more. */
      row,
      id: publicId('Endorsement', id),
      url: endorsementUrlOf(this.platform.publicUrl, id),
      endorser: { __typename: 'Issuer' as const, id: publicId('Issuer', endorser) },
      ...subjectOf(row),
      ofOwnTenant: row.tenant === row.subjectTenant,
      ...{ comment, state, version, createdAt, offeredAt, acceptedAt, endedAt },
    };
  }
}

const nouns = { ISSUER: 'Issuer', ACHIEVEMENT_VERSION: 'AchievementVersion', AWARD: 'Award' } as const satisfies Record<EndorsedKind, string>;

function subjectOf({ kind, subject }: Endorsement) {
  const of = <Kind extends EndorsedKind>(wanted: Kind) => (kind === wanted ? { __typename: nouns[wanted], id: publicId(nouns[wanted], subject) } : null);
  return { kind, issuer: of('ISSUER'), achievementVersion: of('ACHIEVEMENT_VERSION'), award: of('AWARD') };
}
