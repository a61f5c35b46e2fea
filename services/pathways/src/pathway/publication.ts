import { accepted, type Decision, type Refusal, refusal, refused } from '@cairn/access';
import { lintDefinition, type LintCode, type LintFinding, type PathwayDefinition, type PublishedPathway } from '@cairn/requirements';
import { publicId, uuidOf } from '@cairn/subgraph';
import type { AchievementCopy } from '../copies/copy.js';
import { publicDefinition } from './definition-ids.js';

/** What publication depends on beside the definition; ids are bare. */
export interface Surroundings {
  readonly tenant: string;
  readonly achievements: readonly AchievementCopy[];
  /** Other pathways of the tenant whose completion awards something, published or closed. */
  readonly others: readonly PublishedPathway[];
}

/** Lint codes with a refusal code of their own; every other error is PATHWAY_LINT_FAILED and quotes the lint code. */
const refusalCodes: Partial<Record<LintCode, string>> = { CYCLE: 'PATHWAY_CYCLE', N_TOO_LARGE: 'PATHWAY_N_TOO_LARGE' };

/** Lints a definition for publication: the warnings to keep, or one refusal for each error. */
export function checkPublication(definition: PathwayDefinition, surroundings: Surroundings): Decision<readonly LintFinding[]> {
  const shown = publicDefinition(definition);
  const copies = new Map(surroundings.achievements.map((copy) => [copy.id, copy]));
  const findings = lintDefinition(shown, {
    knownAchievements: (achievement) => copies.get(uuidOf('Achievement', achievement) ?? '')?.state ?? 'unknown',
    pathwayCompletions: surroundings.others.map(({ pathway, leafAchievements, completionAchievement }) => ({
      pathway: publicId('Pathway', pathway),
      leafAchievements: leafAchievements.map((achievement) => publicId('Achievement', achievement)),
      completionAchievement: completionAchievement && publicId('Achievement', completionAchievement),
    })),
  });
  const refusals = findings.filter(({ level }) => level === 'error').map(refusalOf);
  refusals.push(...foreignCompletion(definition, surroundings.tenant, copies));
  return refusals.length > 0 ? refused(...refusals) : accepted(findings.slice(0, 100));
}

function refusalOf({ code, nodes, message }: LintFinding): Refusal {
  const where = nodes.length > 0 ? ` (at ${nodes.join(', ')})` : '';
  return refusal(refusalCodes[code] ?? 'PATHWAY_LINT_FAILED', `${code}: ${message}${where}`, 'id');
}

/** Completion leads to an award in this tenant, which another tenant's achievement must not be forced into. */
function foreignCompletion(
  { completion }: PathwayDefinition,
  tenant: string,
  copies: ReadonlyMap<string, AchievementCopy>,
): Refusal[] {
  const copy = completion ? copies.get(completion.achievement) : undefined;
  if (!copy || copy.tenant === tenant) return [];
  const message = `UNKNOWN_REFERENCE: the completion awards ${publicId('Achievement', copy.id)}, which is another tenant's`;
  return [refusal('PATHWAY_LINT_FAILED', message, 'id')];
}
