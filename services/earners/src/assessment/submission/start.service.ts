import { accepted, type Decision, may, notFound, type Principal, refusal, refused } from '@cairn/access';
import { appendEvents, type Mark, once } from '@cairn/messaging';
import { Database, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { VersionArrival } from '../../achievement-version/version-arrival.js';
import { VersionCopyStore } from '../../achievement-version/version-copy.store.js';
import { reaches } from '../../award/may-award.js';
import { KnownEarners } from '../../earner/known-earners.js';
import { submissionStartedEvent } from '../../events/publishes-submissions.js';
import { type Acting, EarnerAccess } from '../../person/earner-access.js';
import { RosterStore } from '../roster/roster.store.js';
import { checkAttempts, checkVersion } from './filing.js';
import { languageOf } from './narrative.js';
import { newSubmission } from './new-submission.js';
import { SubmissionStore } from './submission.store.js';

/** What is begun; ids are bare. */
export interface StartWish {
  readonly idempotencyKey?: string | null;
  readonly earner: string;
  readonly achievement: string | null;
  readonly achievementVersion: string | null;
  readonly language: string | null;
}

export type SubmissionWritten = Decision<{ id: string; marks: Mark[] }>;

/** Begins submissions: for oneself, or for an earner by those who may award the achievement. */
@Injectable()
export class StartService {
  constructor(
    private readonly database: Database,
    private readonly access: EarnerAccess,
    private readonly arrival: VersionArrival,
    private readonly versions: VersionCopyStore,
    private readonly known: KnownEarners,
    private readonly roster: RosterStore,
    private readonly store: SubmissionStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async start(principal: Principal, wish: StartWish): Promise<SubmissionWritten> {
    const acting = await this.access.to(principal, wish.earner, 'AWARD');
    if (!acting.ok) return acting;
    const { tenant } = acting.value.earner;
    if ((wish.achievement === null) === (wish.achievementVersion === null)) {
      return refused(refusal('FIELD_MISSING', 'Name either the achievement or a version of it.', 'achievementVersionId'));
    }
    const language = wish.language === null ? null : languageOf(wish.language);
    if (language === undefined) return refused(refusal('INVALID_VALUE', 'This is not a BCP 47 language tag, for instance `en` or `pt-BR`.', 'language'));
    if (wish.achievementVersion !== null) await this.arrival.of(tenant, [wish.achievementVersion]);
    const { idempotencyKey: key, ...request } = wish;
    return this.database.write({ tenant }, (tx) =>
      once(tx, { tenant, client: principal.actor, key, request: { startSubmission: request } }, () => this.startIn(tx, principal, acting.value, { ...wish, language })),
    );
  }

  private async startIn(tx: Tx, principal: Principal, { earner: { id, tenant }, as }: Acting, wish: StartWish): Promise<SubmissionWritten> {
    const earner = (await this.known.of(tx, tenant, [id])).get(id);
    if (earner === undefined) return refused(notFound('earner', 'earnerId'));
    const field = wish.achievement === null ? 'achievementVersionId' : 'achievementId';
    const named = wish.achievementVersion ?? (await this.versions.published(tx, tenant, wish.achievement ?? ''))?.id;
    const [found] = named === undefined ? [] : await this.versions.toAssess(tx, tenant, [named]);
    if (as === 'TENANT' && !reaches((on) => may(principal, 'AWARD', on), found)) return refused(refusal('GRANT_MISSING', 'This needs the right AWARD over the achievement.', field));
    const at = new Date(this.clock.now());
    const version = checkVersion(found, false, at, field);
    if (!version.ok) return version;
    const { achievement, issuer, assessment } = version.value;
    const [entry] = assessment?.openTo === 'ROSTER' ? await this.roster.current(tx, [{ tenant, id: earner }]) : [];
    if (assessment?.openTo === 'ROSTER' && entry?.state !== 'ACTIVE') {
      return refused(refusal('NOT_ON_ROSTER', 'This is open to those on the roster, and the earner is not on it.', 'earnerId'));
    }
    const attempts = checkAttempts(version.value, await this.store.filings(tx, tenant, earner, achievement));
    if (!attempts.ok) return attempts;
    const submission = newSubmission({ tenant, earner, issuer, achievement, achievementVersion: version.value.id, language: wish.language ?? version.value.language, at });
    if (!(await this.store.insert(tx, submission))) {
      return refused(refusal('SUBMISSION_STATE_INVALID', 'The earner has an open submission for this achievement. Go on with it, or withdraw it first.', field));
    }
    return accepted({ id: submission.id, marks: await appendEvents(tx, [submissionStartedEvent(submission)]) });
  }
}
