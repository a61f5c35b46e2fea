import type { Principal } from '@cairn/access';
import { Database } from '@cairn/postgres';
import { forbidden, publicId } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import { AttestationView } from '../assessment/attestation/attestation-view.service.js';
import { SaidInCases } from '../assessment/appeal/said-in-cases.js';
import { WrittenInCases } from '../assessment/submission/written-in-cases.js';
import { ConsentService } from '../consent/consent.service.js';
import { MinorityService } from '../consent/minority.service.js';
import type { Earner } from '../earner/earner.js';
import { EarnerViewService } from '../earner/earner-view.service.js';
import { NominationService } from '../nomination/nomination.service.js';
import { EarnerAccess, viewerOf } from './earner-access.js';
import { StatisticsGroups } from '../statistics/statistics-groups.service.js';
import { PersonalRecordStore } from './personal-record.store.js';

/** Everything that this service keeps about a person, as one document: for the person, and for those who administer the tenant. */
@Injectable()
export class PersonalRecord {
  constructor(
    private readonly database: Database,
    private readonly access: EarnerAccess,
    private readonly views: EarnerViewService,
    private readonly consents: ConsentService,
    private readonly saidInCases: SaidInCases,
    private readonly writtenInCases: WrittenInCases,
    private readonly attestations: AttestationView,
    private readonly store: PersonalRecordStore,
    private readonly minority: MinorityService,
    private readonly nominations: NominationService,
    private readonly statistics: StatisticsGroups,
  ) {}

  /** Throws FORBIDDEN for everybody else. */
  async of(principal: Principal, earner: Earner): Promise<Record<string, unknown>> {
    if (!this.access.maySeeAll(principal, earner)) throw forbidden('Everything about a person is told to him, and to those who ADMINISTER the tenant.');
    const { tenant, id, state, createdAt, updatedAt, version } = earner;
    const viewer = viewerOf(principal);
    const [identifiers] = await this.views.identifiersOf(viewer, [earner]);
    const [consents] = await this.consents.of(viewer, [earner]);
    // Who may see it has been decided; the rows are the tenant's.
    const { awards, shares, merges, claimLinkUntil, said, notices } = await this.database.read({ tenant }, async (tx) => ({
      awards: await this.store.awards(tx, tenant, id),
      shares: await this.store.shares(tx, tenant, id),
      merges: await this.store.merges(tx, tenant, id),
      claimLinkUntil: await this.store.openLink(tx, tenant, id),
      said: await this.saidInCases.of(tx, tenant, id),
      notices: await this.store.notices(tx, tenant, id),
    }));
    return {
      id: publicId('Earner', id),
      keptBy: publicId('Tenant', tenant),
      state,
      claimed: earner.account !== null,
      claimLinkUntil,
      name: this.views.nameOf(earner),
      identifiers,
      consents: consents?.map(({ earner: given, ...consent }) => ({ ...consent, id: publicId('Consent', consent.id), earner: publicId('Earner', given) })),
      submissions: await this.writtenInCases.of(tenant, id),
      awards: awards.map(withPublicIds),
      shares: shares.map((share) => ({ ...share, id: publicId('Share', share.id), award: publicId('Award', share.award), evidence: share.evidence.map((one) => publicId('Evidence', one)) })),
      minorUntil: (await this.minority.of([earner]))[0] ?? null,
      statisticsGroups: (await this.statistics.of([earner]))[0] ?? [],
      nominations: await this.nominations.about(tenant, id),
      ...said,
      attestations: await this.attestations.about(tenant, id),
      notices,
      merged: merges.map((merge) => ({ ...merge, id: publicId('Earner', merge.id) })),
      version,
      createdAt,
      updatedAt,
    };
  }
}

const nouns = {
  id: 'Award',
  replacedBy: 'Award',
  issuer: 'Issuer',
  achievement: 'Achievement',
  achievementVersion: 'AchievementVersion',
} as const;

function withPublicIds(row: Record<string, unknown>): Record<string, unknown> {
  const named = Object.entries(nouns).map(([member, noun]) => {
    const id = row[member];
    return [member, typeof id === 'string' ? publicId(noun, id) : null] as const;
  });
  return { ...row, ...Object.fromEntries(named) };
}
