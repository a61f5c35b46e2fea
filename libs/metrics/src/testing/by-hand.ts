import type { Dimension } from '../catalogue/metric.js';
import type { FigureQuestion } from '../figure-question.js';
import { inScope } from './in-scope.js';
import { tallied, type Tally, type Unit } from './tally.js';
import { dayNumber } from '../civil-day.js';
import type { AwardRow, World } from '../fact-rows.js';

/**
 * Figures computed once more, from the words of the catalogue and not from its SQL: loops over rows, the slow way. Rows have
 * the columns of the SQL of the figure.
 */
export function byHand(world: World, question: FigureQuestion, window: number): Tally[] {
  const asked = new Asked(inScope(world, question.scope), question, window);
  const units = asked.units[`${question.metric}/${question.figure ?? question.metric}`];
  if (!units) throw new Error(`${question.metric} is not computed by hand`);
  return tallied(world, question, units());
}

interface First {
  readonly achievement: string;
  readonly day: string;
}

class Asked {
  private readonly t: string;

  constructor(
    private readonly world: World,
    private readonly question: FigureQuestion,
    private readonly w: number,
  ) {
    this.t = question.observationEnd;
  }

  readonly units: Record<string, () => Unit[]> = {
    'M0/M0': () => this.awards().map((award) => ({ ...this.ofAchievement(award.achievement), earner: award.earner_key, day: award.issued_on, hit: 1 })),
    'M1/M1': () => this.pairs(({ a, b }) => ({ hit: Number(this.within(a, b)), parts: { same_day: Number(b?.day === a.day) } })),
    'M2/M2': () => this.classes(['VERTICAL']),
    'M3/M3': () => this.classes(['HORIZONTAL_SAME_FIELD', 'HORIZONTAL_OTHER_FIELD']),
    'M4/M4': () => this.classes(['SUPPLEMENTAL']),
    'M5/M5': () =>
      this.earners().flatMap((earner) => {
        const firsts = this.firsts(earner);
        const kinds = firsts.map(({ achievement }) => this.achievement(achievement)?.kind);
        return firsts.length < 2 ? [] : [{ earner, day: firsts[0]!.day, hit: Number(!kinds.includes('degree')) }];
      }),
    'M6/M6': () => this.stackers(({ earner, a, b }) => ({ hit: Number(this.isDesigned(earner, a.achievement, b.achievement)) })),
    'M7/M7': () =>
      this.earners().flatMap((earner) => {
        const [a, b] = this.firsts(earner);
        return a ? [{ ...this.ofAchievement(a.achievement), earner, day: a.day, hit: 0, t: gap(a.day, b?.day ?? this.t), event: b !== undefined }] : [];
      }),
    'M8/M8': () =>
      this.enrolments().map((enrolment) => {
        const { earner_key: earner, enrolled_on: day, pathway, issuer, withdrawn_on } = enrolment;
        const completion = this.world.fact_completion.find((one) => one.enrolment === enrolment.enrolment && one.completed_on <= this.t);
        const done = completion !== undefined && gap(day, completion.completed_on) <= this.w;
        const left = withdrawn_on !== null && gap(day, withdrawn_on) <= this.w;
        const dims = { PATHWAY: pathway, PATHWAY_VERSION: completion?.version ?? enrolment.version, ISSUER: issuer };
        return { earner, day, dims, observed: this.seen(day), hit: Number(done), parts: { withdrawn: Number(left), completed_then_withdrawn: Number(left && done) } };
      }),
    'M9/M9': () =>
      this.enrolments().flatMap((enrolment) => {
        const { earner_key: earner, pathway } = enrolment;
        const steps = this.world.fact_step.filter((one) => one.enrolment === enrolment.enrolment);
        const completion = this.world.fact_completion.find((one) => one.enrolment === enrolment.enrolment && one.completed_on <= this.t);
        return steps.filter(({ reached_on }) => reached_on <= this.t).map(({ step, reached_on: day }) => {
          const next = steps.find((one) => one.step === step + 1);
          const ahead = next === undefined ? Infinity : dayNumber(next.reached_on) - dayNumber(day);
          const dims = { PATHWAY: pathway, PATHWAY_VERSION: completion?.version ?? enrolment.version };
          return { earner, day, dims, always: { step }, observed: this.seen(day), hit: Number(ahead <= this.w), parts: { already: Number(ahead <= 0) } };
        });
      }),
    'M10/M10': () =>
      Array.from(Map.groupBy(this.enrolments(), ({ earner_key }) => earner_key), ([earner, enrolments]) => {
        const day = enrolments.map(({ enrolled_on }) => enrolled_on).sort()[0]!;
        const inYear = (other: string) => gap(day, other) > 0 && gap(day, other) <= this.w;
        const homes = enrolments.filter(({ enrolled_on }) => enrolled_on === day).map(({ issuer }) => issuer);
        const again = enrolments.filter(({ enrolled_on }) => inYear(enrolled_on));
        const awarded = this.awards().some(({ earner_key, issued_on }) => earner_key === earner && inYear(issued_on));
        const parts = { enrolment_or_award: Number(again.length > 0 || awarded), same_issuer: Number(again.some(({ issuer }) => homes.includes(issuer))) };
        return { earner, day, observed: gap(day, this.question.enrolmentsUntil ?? this.t) >= this.w, hit: Number(again.length > 0), parts };
      }),
    'M11/M11': () =>
      this.completions().flatMap((completion) => {
        const enrolment = this.enrolments().find((one) => one.enrolment === completion.enrolment);
        if (!enrolment) return [];
        const earned = total(this.awards().filter(({ earner_key, issued_on }) => earner_key === completion.earner_key && issued_on <= completion.completed_on));
        const counted = total(this.world.fact_counted.filter((one) => one.completion === completion.completion));
        const dims = { PATHWAY: completion.pathway, PATHWAY_VERSION: completion.version, ISSUER: enrolment.issuer };
        const spread = { days: gap(enrolment.enrolled_on, completion.completed_on), credits: earned, excess: earned - counted };
        return [{ earner: completion.earner_key, day: enrolment.enrolled_on, dims, hit: 0, spread }];
      }),
    'M12/M12': () =>
      this.awards().flatMap((award) => {
        const by = this.world.fact_counted.filter(({ award_key }) => award_key === award.award_key).map(({ completion }) => this.completions().find((one) => one.completion === completion));
        const pathways = new Set(by.flatMap((one) => (one ? [one.pathway] : [])));
        return pathways.size === 0 ? [] : [{ ...this.ofAchievement(award.achievement), earner: award.earner_key, day: award.issued_on, hit: Number(pathways.size > 1) }];
      }),
    'M13/ACTIVE': () => this.awards().map((award) => ({ ...this.ofAchievement(award.achievement), earner: award.earner_key, day: award.issued_on, hit: Number(this.isActive(award)) })),
    'M13/RENEWAL': () => this.cycles(({ met, end, grace }) => ({ hit: Number(met < end), parts: { in_grace: Number(met >= end && met < grace) } })),
    'M13/LAPSE': () => this.cycles(({ met, grace }) => ({ observed: grace <= this.t, hit: Number(met >= grace) })),
    'M16/M16': () =>
      this.awards().map(({ award_key, achievement, earner_key, issued_on: day }) => {
        const others = this.world.fact_verification.filter((one) => one.award_key === award_key && (one.class === 'person' || one.class === 'relying system') && one.day >= day && gap(day, one.day) <= this.w);
        const n = others.reduce((sum, one) => sum + one.n, 0);
        return { ...this.ofAchievement(achievement), earner: earner_key, day, observed: this.seen(day), hit: n, parts: { verified: Number(n > 0) } };
      }),
    'O1/O1': () =>
      Array.from(Map.groupBy(this.submissions(), ({ chain }) => chain).values(), (attempts) => {
        const known = attempts.filter(({ decided_at }) => decided_at !== null && decided_at.slice(0, 10) <= this.t);
        const day = attempts.map(({ submitted_at }) => submitted_at.slice(0, 10)).sort()[0]!;
        return { earner: '', day, observed: known.some(({ outcome }) => outcome !== 'returned'), hit: Number(known.some(({ attempt, outcome }) => attempt === 1 && outcome === 'granted')) };
      }),
    'O2/O2': () =>
      this.submissions().map(({ submitted_at, decided_at }) => {
        const event = decided_at !== null && decided_at.slice(0, 10) <= this.t;
        const until = event ? Date.parse(decided_at) : (dayNumber(this.t) + 1) * 86_400_000;
        return { earner: '', day: submitted_at.slice(0, 10), hit: 0, t: Math.floor(businessSeconds(Date.parse(submitted_at), until) / 60), event };
      }),
    'O3/O3': () => this.stackers(({ a, b }) => ({ hit: Number(this.achievement(a.achievement)?.issuer !== this.achievement(b.achievement)?.issuer) })),
    'O5/O5': () =>
      this.awards().flatMap((award) => {
        if (!this.world.dim_consent.some(({ earner_key, purpose }) => earner_key === award.earner_key && purpose === 'talent search')) return [];
        const skills = this.world.dim_skill.filter(({ achievement }) => achievement === award.achievement);
        return skills.map(({ skill }) => ({ earner: award.earner_key, day: this.t, dims: { SKILL: skill }, hit: Number(this.isActive(award)) }));
      }),
  };

  private awards = () => this.world.fact_award.filter((award) => !award.void && award.issued_on <= this.t);
  private enrolments = () => this.world.fact_enrolment.filter(({ enrolled_on }) => enrolled_on <= this.t);
  private completions = () => this.world.fact_completion.filter(({ completed_on }) => completed_on <= this.t);
  private submissions = () => this.world.fact_submission.filter(({ submitted_at }) => submitted_at.slice(0, 10) <= this.t && submitted_at.slice(0, 10) >= (this.question.periodStart ?? ''));
  private earners = () => [...new Set(this.awards().map(({ earner_key }) => earner_key))];
  private achievement = (id: string) => this.world.dim_achievement.find(({ achievement }) => achievement === id);
  private seen = (day: string) => gap(day, this.t) >= this.w;
  private isActive = ({ expires_on, revoked_on }: AwardRow) => (expires_on ?? '9') > this.t && (revoked_on ?? '9') > this.t;
  private within = (a: First, b: First | undefined) => b !== undefined && gap(a.day, b.day) <= this.w;

  private ofAchievement(id: string): { dims: Partial<Record<Dimension, string>> } {
    const { level, field, kind, issuer } = this.achievement(id) ?? {};
    return { dims: { ACHIEVEMENT: id, LEVEL: String(level ?? '(unknown)'), FIELD: field ?? '(unknown)', KIND: kind ?? '(unknown)', ISSUER: issuer ?? '' } };
  }

  /** Distinct achievements of an earner, the earliest day of each, in order. */
  firsts(earner: string): First[] {
    const days = new Map<string, string>();
    for (const { earner_key, achievement, issued_on } of this.awards()) {
      const known = days.get(achievement);
      if (earner_key === earner && (known === undefined || issued_on < known)) days.set(achievement, issued_on);
    }
    return Array.from(days, ([achievement, day]) => ({ achievement, day })).sort((x, y) => (x.day + x.achievement < y.day + y.achievement ? -1 : 1));
  }

  private pairs(judge: (pair: { earner: string; a: First; b: First | undefined }) => Pick<Unit, 'hit' | 'parts'>): Unit[] {
    return this.earners().map((earner) => {
      const [a, b] = this.firsts(earner);
      return { ...this.ofAchievement(a!.achievement), earner, day: a!.day, observed: this.seen(a!.day), ...judge({ earner, a: a!, b }) };
    });
  }

  private stackers(judge: (pair: { earner: string; a: First; b: First }) => Pick<Unit, 'hit' | 'parts'>): Unit[] {
    const isStacker = (earner: string) => {
      const [a, b] = this.firsts(earner);
      return a !== undefined && this.within(a, b);
    };
    return this.pairs(({ earner, a, b }) => (b ? judge({ earner, a, b }) : { hit: 0 })).filter(({ earner }) => isStacker(earner));
  }

  private classes(counted: readonly string[]): Unit[] {
    const none = { unknown_level: 0, supplemental: 0, vertical: 0, vertical_other_field: 0, horizontal_same_field: 0, horizontal_other_field: 0, downward: 0 };
    return this.stackers(({ a, b }) => {
      const name = this.classOf(a.achievement, b.achievement);
      return { hit: Number(counted.includes(name)), parts: { ...none, [name.toLowerCase()]: 1 } };
    });
  }

  private classOf(first: string, second: string): string {
    const [x, y] = [this.achievement(first), this.achievement(second)];
    const [low, high] = [x?.level ?? null, y?.level ?? null];
    if (low === null || high === null) return 'UNKNOWN_LEVEL';
    if (x?.kind === 'degree' && (y?.kind !== 'degree' || high < low)) return 'SUPPLEMENTAL';
    const sameField = x?.field !== null && x?.field === y?.field;
    if (high > low) return sameField ? 'VERTICAL' : 'VERTICAL_OTHER_FIELD';
    if (high < low) return 'DOWNWARD';
    return sameField ? 'HORIZONTAL_SAME_FIELD' : 'HORIZONTAL_OTHER_FIELD';
  }

  private isDesigned(earner: string, first: string, second: string): boolean {
    const giving = this.completions().filter((one) => one.earner_key === earner && one.completion_achievement === second);
    const counted = this.world.fact_counted.filter(({ completion }) => giving.some((one) => one.completion === completion)).map(({ award_key }) => award_key);
    return this.awards().some((award) => award.earner_key === earner && award.achievement === first && counted.includes(award.award_key));
  }

  private cycles(judge: (cycle: { met: string; end: string; grace: string }) => Pick<Unit, 'hit' | 'parts' | 'observed'>): Unit[] {
    return this.world.fact_cycle.flatMap((cycle) => {
      const award = this.awards().find(({ award_key }) => award_key === cycle.award_key);
      if (!award || cycle.end_on > this.t || cycle.end_on < (this.question.periodStart ?? '')) return [];
      const met = cycle.met_on !== null && cycle.met_on <= this.t ? cycle.met_on : '9';
      return [{ ...this.ofAchievement(award.achievement), earner: cycle.earner_key, day: cycle.end_on, ...judge({ met, end: cycle.end_on, grace: cycle.grace_end_on }) }];
    });
  }
}

const gap = (from: string, to: string): number => dayNumber(to) - dayNumber(from);
const total = (rows: readonly { readonly credits: number | null }[]): number => rows.reduce((sum, { credits }) => sum + (credits ?? 0), 0);

/** Second by second would take too long; day by day is simple enough. */
function businessSeconds(from: number, to: number): number {
  let seconds = 0;
  for (let day = Math.floor(from / 86_400_000) * 86_400_000; day < to; day += 86_400_000) {
    const weekday = new Date(day).getUTCDay();
    if (weekday !== 0 && weekday !== 6) seconds += (Math.min(to, day + 86_400_000) - Math.max(from, day)) / 1_000;
  }
  return seconds;
}
