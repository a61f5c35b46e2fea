import { dayAt } from '../civil-day.js';
import type { AchievementRow, AwardRow, CycleRow, World } from '../fact-rows.js';
import { Chance } from './chance.js';
import type { GeneratedCatalogue, GeneratedPathway } from './generated-catalogue.js';
import { generatedId } from './generated-id.js';

/** Rows of one earner, by fact. */
export type EarnerFacts = { -readonly [Fact in Exclude<keyof World, 'tenant' | 'dim_achievement' | 'dim_skill'>]: World[Fact][number][] };

export interface GeneratedSpan {
  /** Day numbers from 1 January 1970. */
  readonly first: number;
  readonly last: number;
}

/** Months in which courses begin; most begin in these. */
const startingMonths = [31, 243, 273];
const instant = (day: number, second: number): string => new Date(day * 86_400_000 + second * 1_000).toISOString();

/**
 * What happens to the n-th earner, the same whenever it is asked for: begins in a cohort (more in later years), goes through a
 * pathway or picks single achievements, drops out at any step, repeats, sees awards revoked or expire, comes back for more.
 */
export class GeneratedEarner {
  readonly facts: EarnerFacts = { fact_award: [], fact_enrolment: [], fact_step: [], fact_completion: [], fact_counted: [], fact_cycle: [], fact_submission: [], fact_verification: [], dim_group: [], dim_consent: [] };
  private readonly chance: Chance;
  private readonly earner: string;
  private made = 0;

  constructor(
    private readonly seed: number,
    private readonly n: number,
    private readonly catalogue: GeneratedCatalogue,
    private readonly span: GeneratedSpan,
  ) {
    this.chance = new Chance(Math.imul(seed, 0x9e3779b1) ^ Math.imul(n + 1, 0x85ebca6b));
    this.earner = generatedId('earner', seed, n);
    this.begin();
  }

  private begin(): void {
    const { chance, earner, facts } = this;
    let day = this.firstDay();
    this.says('gender', chance.hits(0.9) ? chance.of(['F', 'F', 'F', 'M', 'M', 'X']) : null);
    this.says('region', chance.hits(0.8) ? chance.of(['North', 'South', 'East', 'West']) : null);
    if (chance.hits(0.3)) facts.dim_consent.push({ earner_key: earner, purpose: 'talent search' });
    do {
      day = chance.hits(0.7) ? this.throughPathway(chance.of(this.catalogue.pathways), day) : this.single(chance.of(this.catalogue.alone), day);
      day += this.pause();
    } while (chance.hits(0.3) && day <= this.span.last);
    if (facts.fact_award.length === 0) this.award(chance.of(this.catalogue.alone), Math.min(day, this.span.last));
  }

  /** More begin in later years, and most in the months in which courses begin. */
  private firstDay(): number {
    const { chance, span } = this;
    const day = span.first + Math.floor(Math.sqrt(chance.next()) * (span.last - span.first));
    return chance.hits(0.7) ? Math.max(span.first, day - (day % 365) + chance.of(startingMonths)) : day;
  }

  private says(dimension: string, value: string | null): void {
    if (value !== null) this.facts.dim_group.push({ earner_key: this.earner, dimension, value, since_on: null, until_on: null });
  }

  /** Days until the next thing: mostly weeks or months, now and then years. */
  private pause = (): number => Math.round(Math.exp(this.chance.next() * 3 + 2.5));

  private single(achievement: AchievementRow, day: number): number {
    if (day > this.span.last) return day;
    this.award(achievement, day);
    return this.chance.hits(0.06) ? this.again(achievement, day) : day;
  }

  private again(achievement: AchievementRow, day: number): number {
    const later = day + this.pause();
    if (later <= this.span.last) this.award(achievement, later);
    return later;
  }

  private throughPathway({ pathway, version, issuer, steps, gives }: GeneratedPathway, from: number): number {
    const { chance, earner, facts, span } = this;
    if (from > span.last) return from;
    const enrolment = this.id('enrolment');
    const counted: AwardRow[] = [];
    let day = from;
    let left: number | null = null;
    for (const [step, achievement] of steps.entries()) {
      day += this.pause();
      if (chance.hits(0.22)) left = chance.hits(0.4) ? day : null;
      if (left !== null || day > span.last || chance.hits(0.12)) break;
      const award = this.award(achievement, day);
      if (award.void) break;
      counted.push(award);
      facts.fact_step.push({ enrolment, step, reached_on: dayAt(day) });
    }
    facts.fact_enrolment.push({ earner_key: earner, enrolment, pathway, version, issuer, enrolled_on: dayAt(from), withdrawn_on: left === null ? null : dayAt(left) });
    if (counted.length < steps.length) return day;
    const completion = this.id('completion');
    facts.fact_completion.push({ earner_key: earner, enrolment, completion, pathway, version, completion_achievement: gives.achievement, completed_on: dayAt(day) });
    for (const { award_key, credits } of counted) facts.fact_counted.push({ completion, award_key, credits });
    this.award(gives, day);
    return day;
  }

  private award({ achievement, issuer, kind }: AchievementRow, day: number): AwardRow {
    const { chance, earner, facts } = this;
    const inError = chance.hits(0.01);
    const revoked = inError ? day + chance.whole(0, 30) : chance.hits(0.015) ? day + chance.whole(1, 700) : null;
    const renewable = kind === 'certificate' && chance.hits(0.3);
    const award: AwardRow = {
      earner_key: earner,
      award_key: this.id('award'),
      achievement,
      version: achievement,
      issuer,
      issued_on: dayAt(day),
      expires_on: renewable ? dayAt(day + 1_095) : null,
      revoked_on: revoked === null ? null : dayAt(revoked),
      void: inError || (revoked !== null && revoked <= day),
      credits: kind === 'degree' ? 18_000 : kind === 'certificate' ? chance.whole(2, 10) * 100 : null,
      measure: kind === 'badge' ? null : 'ECTS',
    };
    facts.fact_award.push(award);
    if (renewable) this.cycle(award, day);
    if (chance.hits(0.2)) this.verified(award, day);
    if (chance.hits(0.2)) this.submitted(achievement, day);
    return award;
  }

  private cycle({ award_key }: AwardRow, day: number): void {
    const { chance, earner, facts } = this;
    const met = chance.hits(0.7) ? day + chance.whole(700, 1_170) : null;
    const cycle: CycleRow = { earner_key: earner, award_key, start_on: dayAt(day), end_on: dayAt(day + 1_095), grace_end_on: dayAt(day + 1_185), met_on: met === null ? null : dayAt(met) };
    facts.fact_cycle.push(cycle);
  }

  private verified({ award_key }: AwardRow, day: number): void {
    const { chance, facts } = this;
    facts.fact_verification.push({ award_key, day: dayAt(day + chance.whole(0, 200)), class: chance.of(['person', 'person', 'relying system', 'bot', 'own issuer']), n: chance.whole(1, 4) });
  }

  private submitted(version: string, day: number): void {
    const { chance, facts } = this;
    const chain = this.id('chain');
    const attempts = chance.hits(0.75) ? 1 : 2;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const on = day - 20 * (attempts - attempt + 1);
      const second = chance.whole(0, 86_399);
      const outcome = attempt < attempts ? 'returned' : 'granted';
      facts.fact_submission.push({ version, chain, attempt, submitted_at: instant(on, second), decided_at: instant(on + chance.whole(1, 15), second), outcome });
    }
  }

  /** Room for 64 things of an earner; nobody gets so far. */
  private id = (kind: 'award' | 'enrolment' | 'completion' | 'chain'): string => generatedId(kind, this.seed, this.n * 64 + (this.made++));
}
