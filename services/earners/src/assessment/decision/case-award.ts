import { type Decision, registryActing } from '@cairn/access';
import type { Mark } from '@cairn/messaging';
import { newId, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { VersionToAssess } from '../../achievement-version/version-copy.js';
import type { Award, EvidenceFor, Result } from '../../award/award.js';
import { AwardMaking } from '../../award/award-making.js';
import { AttestedWorks } from '../attestation/attested-work.js';
import { workOf } from '../attestation/work-of.js';
import { criteriaOf, type Outcome } from '../review/review.js';
import { type FiledPart, FiledCases } from '../submission/filed-cases.js';
import type { Submission } from '../submission/submission.js';

/** Makes the award of a case that is granted, in the transaction of the decision. */
@Injectable()
export class CaseAward {
  constructor(
    private readonly filed: FiledCases,
    private readonly attested: AttestedWorks,
    private readonly making: AwardMaking,
  ) {}

  /**
   * Refused with ALREADY_AWARDED when the earner holds one: nothing was written then. Its history names nobody: who granted
   * stands in the audit trail alone.
   *
   * @param outcomes what was found of each criterion
   */
  async make(
    tx: Tx,
    { submission, version }: { readonly submission: Submission; readonly version: VersionToAssess },
    outcomes: readonly Outcome[],
    at: Date,
  ): Promise<Decision<{ readonly award: Award; readonly marks: readonly Mark[] }>> {
    const { tenant, earner } = submission;
    const [filings] = await this.filed.ofCases(tx, tenant, [submission]);
    const filing = filings?.at(-1);
    const attested = await this.attested.of(tx, submission);
    const wish = {
      visibility: 'PRIVATE' as const,
      results: version.assessed ? resultsOf(outcomes, version) : [],
      evidence: [...evidenceOf(filing?.parts ?? []), ...attested.map((work) => ({ evidence: work.id, requirement: work.requirement, kind: 'ATTESTATION' as const }))],
      work: workOf(attested),
    };
    const decision = { at, graceUntil: version.graceUntil };
    return (await registryActing(() => this.making.make(tx, tenant, { wish, version, earner, decision }))).decision;
  }
}

/** A result for each criterion, under the version's result description of it where there is one (Open Badges 3.0 Result). */
export function resultsOf(outcomes: readonly Outcome[], { rubrics, resultDescriptions }: Pick<VersionToAssess, 'rubrics' | 'resultDescriptions'>): Result[] {
  const criteria = criteriaOf(rubrics);
  return outcomes.flatMap(({ criterion: key, level: reached }): Result[] => {
    const criterion = criteria.find((one) => one.key === key);
    const level = criterion?.levels.find((one) => one.key === reached);
    if (!criterion || !level) return [];
    const description = resultDescriptions.find((one) => one.criterion === key);
    if (!description) return [{ name: criterion.title, value: level.title }];
    const value = description.allowedValues.includes(level.key) ? level.key : level.title;
    return [{ name: description.name, value, resultDescription: description.key, achievedLevel: level.key }];
  });
}

/** What lies behind each part: its text by an id that leads to nothing, files and links by theirs. */
export const evidenceOf = (parts: readonly FiledPart[]): EvidenceFor[] =>
  parts.flatMap(({ requirementKey: requirement, text, evidence }): EvidenceFor[] => [
    ...(text === null ? [] : [{ evidence: newId(), requirement, kind: 'TEXT' as const }]),
    ...evidence.map(({ id, kind }) => ({ evidence: id, requirement, kind })),
  ]);
