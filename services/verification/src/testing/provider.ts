import { type Principal, principalOf } from '@cairn/access';
import {
  achievementVersionPublished,
  type AchievementVersionText,
  awardBatchIssued,
  type AwardFact,
  awardIssued,
  awardOffered,
  awardScheduled,
  catalogue,
  type EventContract,
  issuerChanged,
  issuerCreated,
} from '@cairn/events';
import { newId } from '@cairn/postgres';
import { anAwardFact, anIssuerProfile, aVersionText } from '@cairn/testkit';
import type { VerificationRegistry } from './verification-registry.js';

/** An invented provider with one issuer and one published achievement, as the other services tell of them. */
export class Provider {
  readonly tenant = newId();
  readonly issuer = newId();
  readonly achievementVersion = newId();
  readonly slug = `harbour-${this.issuer.slice(-6)}`;
  readonly administrator: Principal = principalOf({ actor: newId(), tenant: this.tenant, rights: ['ADMINISTER'] });

  constructor(readonly registry: VerificationRegistry) {}

  /** @param more what the text of its version says besides */
  async introduce(more: Partial<AchievementVersionText> = {}): Promise<this> {
    await this.tellProfile(1, 'Harbour University');
    const text = aVersionText({
      achievementVersion: this.achievementVersion,
      issuer: this.issuer,
      code: 'DATA-1',
      title: 'Applied data literacy <1>',
      description: 'Ten hours of learning with a reviewed portfolio.',
      criteria: 'Hand in three artefacts.',
      achievementType: 'MicroCredential',
      useCase: 'MICRO_CREDENTIAL',
      claimBasis: 'APPLIED_COMPETENCY',
      assessed: true,
      alignments: [{ targetName: 'analyse data', targetUrl: 'https://skills.example/1', targetFramework: null, targetCode: null }],
      tags: ['data'],
      estimatedEffort: 'PT10H',
      creditsAvailable: [{ unit: 'ECTS', amount: 1 }],
      duplicatePolicy: 'MANY',
      ...more,
    });
    await this.tell(achievementVersionPublished, text.achievement, 2, { ...text, supersedes: null, at: this.registry.now() });
    return this;
  }

  async tellProfile(version: number, name: string): Promise<void> {
    const { issuer, slug } = this;
    const profile = anIssuerProfile({ issuer, slug, name, url: 'https://harbour.example', at: this.registry.now() });
    await this.tell(version === 1 ? issuerCreated : issuerChanged, issuer, version, profile);
  }

  fact(over: Partial<AwardFact> = {}): AwardFact {
    const now = this.registry.now();
    return anAwardFact({
      issuer: this.issuer,
      achievementVersion: this.achievementVersion,
      awardedOn: now.slice(0, 10),
      visibility: 'PUBLIC',
      results: [{ name: 'Score', value: '87' }],
      recordedAt: now,
      ...over,
    });
  }

  async award(over: Partial<AwardFact> = {}): Promise<AwardFact> {
    const fact = this.fact(over);
    await this.tell(fact.state === 'OFFERED' ? awardOffered : fact.state === 'SCHEDULED' ? awardScheduled : awardIssued, fact.award, fact.version, fact);
    return fact;
  }

  async awardMany(count: number): Promise<AwardFact[]> {
    const awards = Array.from({ length: count }, () => this.fact());
    const job = newId();
    await this.tell(awardBatchIssued, job, 1, { job, awards });
    return awards;
  }

  /** Tells of a later change; returns the award as it is then. */
  async change(happened: string, before: AwardFact, more: Record<string, unknown>): Promise<AwardFact> {
    const contract = catalogue.get(`cairn.award.${happened}.v1`) as EventContract<Record<string, unknown>>;
    const fact = { ...before, version: before.version + 1, ...more } as AwardFact;
    const at = this.registry.now();
    await this.tell(contract, before.award, fact.version, { ...fact, on: at.slice(0, 10), at });
    return fact;
  }

  revoke = (before: AwardFact) => this.change('revoked', before, { state: 'REVOKED', reason: 'awarded by mistake', inError: false });

  private tell<Data>(contract: EventContract<Data>, subject: string, version: number, data: Data): Promise<string> {
    return this.registry.hear({ contract, tenant: this.tenant, subject, version, data });
  }
}
