import type { HeldAward, HeldCompletion, HeldEnrolment, HeldGroup, History, KnownAchievement } from '@cairn/metrics';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { groupedBy } from '../../grouped.js';
import { plainArray } from '../../progress/plain-array.js';
import { heldCycles } from '../cycle/held-cycles.js';
import { heldAttempts } from '../review/held-attempts.js';
import { skillsOf, whoMayBeFound } from '../skill-supply/held-skills.js';
import { heldPulls } from '../verification-pull/held-pulls.js';

interface OfEarner {
  readonly earner: string;
}

interface AwardRow extends OfEarner {
  readonly award: HeldAward;
}

interface EnrolmentRow extends OfEarner {
  readonly id: string;
  readonly pathway: string;
  readonly issuer: string;
  readonly version: string;
  readonly on: number;
  readonly left: number | null;
}

interface CompletionRow {
  readonly id: string;
  readonly enrolment: string;
  /** Of the version that governed; null for those of before it was kept. */
  readonly number: number | null;
  readonly on: number;
  /** Awards that it counted; some may not be held any more. */
  readonly counted: readonly string[];
}

/** An enrolment with its completion under the version that governed it. */
interface Enrolled {
  readonly row: EnrolmentRow;
  readonly steps: HeldEnrolment[6];
  readonly completion: { readonly row: CompletionRow; readonly governing: VersionRow } | null;
}

type Counted = HeldCompletion[3];

interface VersionRow {
  readonly id: string;
  readonly pathway: string;
  readonly number: number;
  readonly gives: string | null;
}

interface GroupRow extends OfEarner {
  readonly held: HeldGroup;
}

/** The facts of earners as histories. Whoever asks sees every tenant, so each statement names one. */
@Injectable()
export class HistoryStore {
  /** Of each of these earners, also of those of whom there is nothing. */
  async of(tx: Tx, tenant: string, earners: readonly string[]): Promise<Map<string, History>> {
    const ids = plainArray(earners);
    const enrolled = await this.enrolments(tx, tenant, ids);
    const finishers = new Set(enrolled.flatMap(({ row, completion }) => (completion ? [row.earner] : [])));
    const awards = groupedBy(await this.awards(tx, tenant, ids, plainArray([...finishers])), ({ earner }) => earner);
    const creditsOf = new Map([...finishers].flatMap((earner) => awards.get(earner)?.map(({ award }) => [award[0], award[5]] as const) ?? []));
    const counted = await this.counted(tx, tenant, enrolled.flatMap(({ completion }) => completion?.row ?? []), creditsOf);
    const enrolments = groupedBy(enrolled.map((one): OfEarner & { enrolment: HeldEnrolment } => ({ earner: one.row.earner, enrolment: heldEnrolment(one, counted) })), ({ earner }) => earner);
    const groups = groupedBy(await this.groups(tx, tenant, ids), ({ earner }) => earner);
    const known = await this.known(tx, tenant, [...awards.values()].flatMap((rows) => rows.map(({ award }) => award[1])), [...enrolments.values()].flatMap((rows) => rows.map(({ enrolment }) => enrolment[5]?.[1] ?? null)));
    const beside = await this.beside(tx, tenant, earners, awards);
    return new Map(
      earners.map((earner) => {
        const held = awards.get(earner)?.map(({ award }) => award) ?? [];
        const joined = enrolments.get(earner)?.map(({ enrolment }) => enrolment) ?? [];
        const named = [...new Set([...held.map(([, achievement]) => achievement), ...joined.flatMap(([, , , , , completion]) => completion?.[1] ?? [])])].sort();
        return [
          earner,
          {
            awards: held,
            enrolments: joined,
            known: Object.fromEntries(named.flatMap((id) => (known.has(id) ? [[id, known.get(id)!] as const] : []))),
            groups: groups.get(earner)?.map(({ held: group }) => group) ?? [],
            ...beside(earner, held),
          },
        ];
      }),
    );
  }

  /** What is there of few earners: what became of their awards later, their attempts, and the skills by which they may be found. */
  private async beside(tx: Tx, tenant: string, earners: readonly string[], awards: ReadonlyMap<string, readonly AwardRow[]>) {
    const all = [...awards.values()].flatMap((rows) => rows.map(({ award }) => award[0]));
    const cycles = groupedBy(await heldCycles(tx, tenant, all), ([award]) => award);
    const pulls = new Map((await heldPulls(tx, tenant, all)).map((pull) => [pull[0], pull]));
    const attempts = groupedBy(await heldAttempts(tx, tenant, earners), ({ earner }) => earner);
    const found = await whoMayBeFound(tx, tenant, earners);
    const skills = await skillsOf(tx, tenant, [...new Set([...found].flatMap((earner) => awards.get(earner)?.map(({ award }) => award[1]) ?? []))]);
    return (earner: string, held: readonly HeldAward[]): Pick<History, 'cycles' | 'attempts' | 'pulls' | 'skills'> => ({
      cycles: held.flatMap(([award]) => cycles.get(award) ?? []),
      attempts: attempts.get(earner)?.map(({ attempt }) => attempt) ?? [],
      pulls: held.flatMap(([award]) => (pulls.has(award) ? [pulls.get(award)!] : [])),
      skills: found.has(earner) ? Object.fromEntries([...new Set(held.map(([, achievement]) => achievement))].sort().flatMap((id) => (skills.has(id) ? [[id, skills.get(id)!]] : []))) : {},
    });
  }

  /** Credits only of those who have completed something: no other figure looks at them. */
  private awards(tx: Tx, tenant: string, earners: string, finishers: string): Promise<AwardRow[]> {
    return tx.query(
      `SELECT earner_key AS earner, json_build_array(award_key, achievement, issuer, issued_on - DATE '1970-01-01', LEAST(expires_on, revoked_on) - DATE '1970-01-01',
              CASE WHEN earner_key = ANY($3::uuid[]) THEN credits END) AS award
         FROM fact_award WHERE tenant_id = $1 AND earner_key = ANY($2::uuid[]) AND NOT void ORDER BY earner_key, issued_on, award_key`,
      [tenant, earners, finishers],
    );
  }

  /**
   * The tables under the facts, each by its own key, of enrolments that are in the facts: joined, as the views have them, the
   * planner may read all that the tenant has for each of them.
   */
  private async enrolments(tx: Tx, tenant: string, earners: string): Promise<Enrolled[]> {
    const enrolments = await tx.query<EnrolmentRow>(
      `SELECT enrolment AS id, earner_key AS earner, pathway, issuer, version, enrolled_on - DATE '1970-01-01' AS "on", withdrawn_on - DATE '1970-01-01' AS "left"
         FROM fact_enrolment WHERE tenant_id = $1 AND earner_key = ANY($2::uuid[]) ORDER BY earner_key, enrolled_on, enrolment`,
      [tenant, earners],
    );
    if (enrolments.length === 0) return [];
    const ids = plainArray(enrolments.map(({ id }) => id));
    const steps = await tx.query<{ enrolment: string; reached: readonly [number, number] }>(
      `SELECT enrolment_id AS enrolment, json_build_array(step - 1, reached_on - DATE '1970-01-01') AS reached FROM reached_step WHERE tenant_id = $1 AND enrolment_id = ANY($2::uuid[]) ORDER BY enrolment_id, step`,
      [tenant, ids],
    );
    const stepsOf = groupedBy(steps, ({ enrolment }) => enrolment);
    const completionOf = await this.completions(tx, tenant, enrolments);
    return enrolments.map((row) => ({ row, steps: stepsOf.get(row.id)?.map(({ reached }) => reached) ?? [], completion: completionOf.get(row.id) ?? null }));
  }

  /** By enrolment, each under the version that governed it. */
  private async completions(tx: Tx, tenant: string, enrolments: readonly EnrolmentRow[]): Promise<Map<string, Enrolled['completion']>> {
    const completions = await tx.query<CompletionRow>(
      `SELECT id, enrolment_id AS enrolment, (ground->>'version')::int AS number, completed_on - DATE '1970-01-01' AS "on", counted_awards AS counted
         FROM completion WHERE tenant_id = $1 AND enrolment_id = ANY($2::uuid[]) AND state <> 'ANNULLED'`,
      [tenant, plainArray(enrolments.map(({ id }) => id))],
    );
    if (completions.length === 0) return new Map();
    const versions = await this.versions(tx, tenant, [...new Set(enrolments.map(({ pathway }) => pathway))]);
    const enrolmentOf = new Map(enrolments.map((enrolment) => [enrolment.id, enrolment]));
    return new Map(
      completions.flatMap((row) => {
        const of = enrolmentOf.get(row.enrolment);
        const governing = versions.find((version) => (row.number === null ? version.id === of?.version : version.pathway === of?.pathway && version.number === row.number));
        return governing ? [[row.enrolment, { row, governing }] as const] : [];
      }),
    );
  }

  /** By completion, what it counted with its credits; the facts are asked only for what is not among the awards that were read. */
  private async counted(tx: Tx, tenant: string, completions: readonly CompletionRow[], creditsOf: ReadonlyMap<string, number | null>): Promise<ReadonlyMap<string, Counted>> {
    const known = completions.filter((completion) => completion.counted.every((award) => creditsOf.has(award)));
    const held = new Map(known.map((completion): [string, Counted] => [completion.id, completion.counted.toSorted().map((award) => [award, creditsOf.get(award) ?? null])]));
    if (known.length === completions.length) return held;
    const others = await tx.query<{ completion: string; award: Counted[number] }>(
      `SELECT completion, json_build_array(award_key, credits) AS award FROM fact_counted WHERE tenant_id = $1 AND completion = ANY($2::uuid[]) ORDER BY completion, award_key`,
      [tenant, plainArray(completions.flatMap(({ id }) => (held.has(id) ? [] : [id])))],
    );
    return new Map([...held, ...[...groupedBy(others, ({ completion }) => completion)].map(([id, rows]): [string, Counted] => [id, rows.map(({ award }) => award)])]);
  }

  private versions(tx: Tx, tenant: string, pathways: readonly string[]): Promise<VersionRow[]> {
    return tx.query(
      'SELECT id, pathway_id AS pathway, number, completion_achievement_id AS gives FROM pathway_version WHERE tenant_id = $1 AND pathway_id = ANY($2::uuid[])',
      [tenant, plainArray(pathways)],
    );
  }

  private groups(tx: Tx, tenant: string, earners: string): Promise<GroupRow[]> {
    return tx.query(
      `SELECT earner_key AS earner, json_build_array(dimension, value, since_on - DATE '1970-01-01', until_on - DATE '1970-01-01') AS held
         FROM dim_group WHERE tenant_id = $1 AND earner_key = ANY($2::uuid[]) ORDER BY earner_key, dimension COLLATE "C", since_on NULLS FIRST`,
      [tenant, earners],
    );
  }

  private async known(tx: Tx, tenant: string, held: readonly string[], given: readonly (string | null)[]): Promise<Map<string, KnownAchievement>> {
    const ids = [...new Set([...held, ...given.filter((id) => id !== null)])];
    const rows = await tx.query<{ achievement: string; level: number | null; field: string | null; kind: string; issuer: string }>(
      'SELECT achievement, level, field, kind, issuer FROM dim_achievement WHERE tenant_id = $1 AND achievement = ANY($2::uuid[])',
      [tenant, plainArray(ids)],
    );
    return new Map(rows.map(({ achievement, level, field, kind, issuer }) => [achievement, [level, field, kind, issuer] as const]));
  }
}

const heldEnrolment = ({ row: { pathway, issuer, version, on, left }, steps, completion }: Enrolled, counted: ReadonlyMap<string, Counted>): HeldEnrolment => [
  ...([pathway, issuer, version, on, left] as const),
  completion && [completion.governing.id, completion.governing.gives, completion.row.on, counted.get(completion.row.id) ?? []],
  steps,
];
