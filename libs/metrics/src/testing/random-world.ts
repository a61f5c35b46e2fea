import { Chance } from '../generator/chance.js';
import { dayAt, dayNumber } from '../civil-day.js';
import type { AwardRow, CompletionRow, EnrolmentRow, World } from '../fact-rows.js';

const first = dayNumber('2019-12-20');
const days = 1_600;

/** A small world in which everything that figures have to tell apart happens often: ties, repeats, corrections, gaps. */
export function randomWorld(seed: number): World {
  const chance = new Chance(seed);
  // Now and then many earners of few achievements, so that lists of what many have are not empty.
  const crowded = chance.hits(0.1);
  const ids = (count: number): string[] => Array.from({ length: count }, () => chance.uuid());
  const some = { earners: ids(crowded ? 80 : chance.whole(1, 40)), achievements: ids(crowded ? 2 : chance.whole(2, 8)), issuers: ids(3), pathways: ids(chance.whole(1, 3)), versions: ids(3), skills: ids(3) };
  const day = (): string => dayAt(first + (chance.hits(0.4) ? chance.whole(0, 12) * 30 : chance.whole(0, days)));
  const later = (from: string, most: number): string => dayAt(dayNumber(from) + chance.whole(0, most));
  const or = <Value>(share: number, value: () => Value): Value | null => (chance.hits(share) ? value() : null);

  const fact_award = Array.from({ length: some.earners.length * 3 }, (): AwardRow => {
    const issued_on = day();
    const revoked_on = or(0.15, () => (chance.hits(0.2) ? issued_on : later(issued_on, 500)));
    return {
      earner_key: chance.of(some.earners),
      award_key: chance.uuid(),
      achievement: chance.of(some.achievements),
      version: chance.of(some.versions),
      issuer: chance.of(some.issuers),
      issued_on,
      expires_on: or(0.3, () => later(issued_on, 900)),
      revoked_on,
      void: revoked_on !== null && (revoked_on <= issued_on || chance.hits(0.4)),
      credits: or(0.8, () => chance.whole(0, 60) * 50),
      measure: 'ECTS',
    };
  });
  const fact_enrolment = Array.from({ length: some.earners.length * 2 }, (): EnrolmentRow => {
    const enrolled_on = day();
    const withdrawn_on = or(0.3, () => later(enrolled_on, 600));
    const pathway = chance.of(some.pathways);
    return { earner_key: chance.of(some.earners), enrolment: chance.uuid(), pathway, version: chance.of(some.versions), issuer: chance.of(some.issuers), enrolled_on, withdrawn_on };
  });
  const fact_completion = fact_enrolment.flatMap((enrolment): CompletionRow[] => {
    if (!chance.hits(0.6)) return [];
    const { earner_key, pathway, enrolled_on } = enrolment;
    const completion_achievement = or(0.8, () => chance.of(some.achievements));
    return [{ earner_key, enrolment: enrolment.enrolment, completion: chance.uuid(), pathway, version: chance.of(some.versions), completion_achievement, completed_on: later(enrolled_on, 800) }];
  });
  const awardsOf = Map.groupBy(fact_award, ({ earner_key }) => earner_key);
  return {
    tenant: chance.uuid(),
    fact_award,
    dim_achievement: some.achievements.map((achievement) => ({
      achievement,
      level: or(0.85, () => chance.whole(4, 6)),
      field: or(0.85, () => chance.of(['0611', '0912'])),
      kind: chance.of(['degree', 'certificate', 'badge']),
      issuer: chance.of(some.issuers),
      in_pathway: chance.hits(0.6),
    })),
    dim_skill: some.achievements.flatMap((achievement) => some.skills.filter(() => chance.hits(0.4)).map((skill) => ({ achievement, skill }))),
    fact_enrolment,
    fact_step: fact_enrolment.flatMap(({ enrolment, enrolled_on }) => [0, 1, 2, 3].filter(() => chance.hits(0.7)).map((step) => ({ enrolment, step, reached_on: later(enrolled_on, 700) }))),
    fact_completion,
    fact_counted: fact_completion.flatMap(({ completion, earner_key }) =>
      (awardsOf.get(earner_key) ?? []).filter(() => chance.hits(0.5)).map(({ award_key, credits }) => ({ completion, award_key, credits: credits === null ? null : Math.floor(credits / 2) })),
    ),
    fact_cycle: fact_award
      .filter(() => chance.hits(0.5))
      .map(({ earner_key, award_key, issued_on }) => {
        const end_on = later(issued_on, 700);
        const grace_end_on = later(end_on, 120);
        return { earner_key, award_key, start_on: issued_on, end_on, grace_end_on, met_on: or(0.7, () => later(issued_on, 900)) };
      }),
    fact_submission: Array.from({ length: chance.whole(0, 20) }, () => chance.uuid()).flatMap((chain) =>
      Array.from({ length: chance.whole(1, 3) }, (_, at) => {
        const submitted = dayNumber(day()) * 86_400_000 + chance.whole(0, 86_399) * 1_000;
        const decided = or(0.8, () => submitted + chance.whole(0, 20 * 86_400) * 1_000);
        const instant = (at: number): string => new Date(at).toISOString();
        return { version: chance.of(some.versions), chain, attempt: at + 1, submitted_at: instant(submitted), decided_at: decided === null ? null : instant(decided), outcome: decided === null ? null : chance.of(['granted', 'refused', 'returned']) };
      }),
    ),
    fact_verification: fact_award.filter(() => chance.hits(0.5)).flatMap(({ award_key, issued_on }) => {
      const on = dayAt(dayNumber(issued_on) + chance.whole(-3, 150));
      return ['person', 'relying system', 'bot', 'own issuer'].filter(() => chance.hits(0.5)).map((kind) => ({ award_key, day: on, class: kind, n: chance.whole(1, 5) }));
    }),
    dim_group: some.earners.flatMap((earner_key) => [
      ...(chance.hits(0.8) ? [{ earner_key, dimension: 'gender', value: chance.of(['F', 'M', 'X']), since_on: null, until_on: null }] : []),
      ...(chance.hits(0.5) ? [{ earner_key, dimension: 'region', value: 'North', since_on: null, until_on: '2021-06-01' }, { earner_key, dimension: 'region', value: chance.of(['North', 'South']), since_on: '2021-06-01', until_on: null }] : []),
    ]),
    dim_consent: some.earners.filter(() => chance.hits(0.6)).map((earner_key) => ({ earner_key, purpose: chance.of(['talent search', 'talent search', 'newsletter']) })),
  };
}
