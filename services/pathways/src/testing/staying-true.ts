import { achievementVersionPublished, type AchievementVersionText, type AwardFact, awardIssued, awardReplaced, awardRevoked, awardSuspended, type CompletionFact, type CreditEntryFact, creditPosted, creditReversed, creditRevised } from '@cairn/events';
import { appendEvents } from '@cairn/messaging';
import { newId } from '@cairn/postgres';
import { aVersionText } from '@cairn/testkit';
import { FactsStore } from '../progress/facts.store.js';
import { ProgressKeeper } from '../progress/progress-keeper.service.js';
import type { Museum } from './museum.js';
import type { PathwaysService } from './service.js';

export interface ToldCompletion {
  readonly kind: string;
  readonly version: number;
  readonly data: CompletionFact & { readonly cause?: string };
}

/** What happens to earners of a museum, as events tell it, and what the service makes of it. Ids are bare. */
export function happenings(service: PathwaysService, museum: Museum) {
  const { tenant, issuer } = museum;
  const award = (data: AwardFact) => service.hear({ contract: awardIssued, tenant, subject: data.award, version: 1, data });
  const change = (data: AwardFact, version: number, state: AwardFact['state'], on: string) => ({ ...data, version, state, on, at: `${on}T00:00:00Z` });
  return {
    /** An award to an earner, told at once. */
    async awarded(earner: string, achievement: string, awardedOn: string, more: Partial<AwardFact> = {}): Promise<AwardFact> {
      const data = museum.anAward(earner, achievement, { awardedOn, ...more });
      await award(data);
      return data;
    },
    award,
    revoked: (data: AwardFact, on: string, inError = false, version = 2) =>
      service.hear({ contract: awardRevoked, tenant, subject: data.award, version, data: { ...change(data, version, 'REVOKED', on), reason: 'OTHER', inError } }),
    suspended: (data: AwardFact, on: string, version = 2) =>
      service.hear({ contract: awardSuspended, tenant, subject: data.award, version, data: { ...change(data, version, 'SUSPENDED', on), cause: 'ISSUER' } }),
    replaced: (data: AwardFact, on: string, replacedBy: string, version = 2) =>
      service.hear({ contract: awardReplaced, tenant, subject: data.award, version, data: { ...change(data, version, 'REPLACED', on), replacedBy } }),
    entry(earner: string, amount: number, on: string, more: Partial<CreditEntryFact> = {}) {
      const data: CreditEntryFact = { entry: newId(), version: 1, earner, issuer, category: null, measure: 'hours', amount, on, provider: null, award: null, state: 'POSTED', at: `${on}T00:00:00Z`, ...more };
      const contract = data.version === 1 ? creditPosted : data.state === 'REVERSED' ? creditReversed : creditRevised;
      return service.hear({ contract, tenant, subject: data.entry, version: data.version, data }).then(() => data);
    },
    /** The next version of an achievement; `at` is the version of its events. */
    republished: (achievement: string, at: number, more: Partial<AchievementVersionText>) => {
      const text = aVersionText({ achievement, achievementVersion: newId(), issuer, code: achievement, number: at, issuerSector: 'NONPROFIT', ...more });
      return service.hear({ contract: achievementVersionPublished, tenant, subject: achievement, version: at, data: { ...text, supersedes: null, at: '2026-01-01T00:00:00Z' } });
    },
    /** Evaluates an earner's enrolments, as whoever changed a fact about one does. */
    async refreshed(earner: string, enrolment: string): Promise<void> {
      await service.database.work(async (tx) => {
        await service.app.get(FactsStore).lockEarners(tx, tenant, [earner]);
        await appendEvents(tx, await service.app.get(ProgressKeeper).refresh(tx, tenant, [enrolment]));
      });
    },
    /** What is stored of an enrolment's progress. */
    async progress(enrolment: string): Promise<Record<string, unknown>> {
      const [row] = await service.database.work((tx) => tx.query<{ document: Record<string, unknown> }>('SELECT document FROM progress WHERE enrolment_id = $1', [enrolment]));
      return row?.document ?? {};
    },
    /** The enrolments of an earner, oldest first. */
    enrolments: (earner: string) =>
      service.database.work((tx) =>
        tx.query<{ id: string; state: string; on: string; implicit: boolean; pathway: string }>(
          'SELECT id, state, enrolled_on::text AS "on", implicit, pathway_id AS pathway FROM enrolment WHERE earner_id = $1 ORDER BY id',
          [earner],
        ),
      ),
    /** Everything told of completions, milestones and exits of an earner, in order of their versions. */
    async told(earner: string): Promise<ToldCompletion[]> {
      const rows = await service.database.work((tx) => tx.query<{ payload: string }>(`SELECT payload FROM outbox WHERE type LIKE 'cairn.completion.%' ORDER BY id`));
      const published = service.bus.published.filter(({ topic }) => topic === 'cairn.completion.v1').map(({ value }) => value);
      const all = [...published, ...rows.map(({ payload }) => payload)].map((text) => JSON.parse(text) as { id: string; type: string; aggregateversion: number; data: ToldCompletion['data'] });
      return all
        .filter(({ id, data }, at) => data.earner === earner && all.findIndex((one) => one.id === id) === at)
        .map(({ type, aggregateversion, data }) => ({ kind: type.split('.')[2] ?? '', version: aggregateversion, data }));
    },
  };
}

export type Happenings = ReturnType<typeof happenings>;
