import { type Refusal, refusal } from '@cairn/access';
import { allNodes, type LintCode, type LintFinding, lintPathway, type Pathway as Definition, referencesOf } from '@cairn/requirements';
import { publicId } from '@cairn/subgraph';
import type { LintGround } from './lint-ground.js';

/** Lint codes with a refusal code of their own; every other error is PATHWAY_LINT_FAILED and quotes the lint code. */
const refusalCodes: Partial<Record<LintCode, string>> = { CYCLE: 'PATHWAY_CYCLE', N_TOO_LARGE: 'PATHWAY_N_TOO_LARGE' };

const findingsMax = 100;

/** What lint finds in a definition, told with public ids; at most 100, errors first. */
export function findingsIn(definition: Definition, tenant: string, { context, achievements }: LintGround): LintFinding[] {
  const shown = namesOf(definition);
  const found = [...lintPathway(definition, context), ...foreignBadges(definition, tenant, achievements)];
  const told = found.map((finding) => ({ ...finding, message: finding.message.replace(uuids, (uuid) => shown.get(uuid) ?? uuid) }));
  return [...told.filter(({ level }) => level === 'error'), ...told.filter(({ level }) => level === 'warning')].slice(0, findingsMax);
}

/** One refusal for each error. */
export const refusalsOf = (findings: readonly LintFinding[]): Refusal[] =>
  findings
    .filter(({ level }) => level === 'error')
    .map(({ code, nodes, message }) => refusal(refusalCodes[code] ?? 'PATHWAY_LINT_FAILED', `${code}: ${message}${nodes.length > 0 ? ` (at ${nodes.join(', ')})` : ''}`, 'id'));

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

function namesOf(definition: Definition): Map<string, string> {
  const { achievements, issuers, pathways, trustGroups } = referencesOf(definition);
  return new Map([
    ...achievements.map((id) => [id, publicId('Achievement', id)] as const),
    ...[...issuers, ...trustGroups].map((id) => [id, publicId('Issuer', id)] as const),
    ...[...pathways, ...(definition.id === undefined ? [] : [definition.id])].map((id) => [id, publicId('Pathway', id)] as const),
  ]);
}

/** Completion, milestones and exits lead to awards in this tenant, which another tenant's achievement must not be forced into. */
function foreignBadges(definition: Definition, tenant: string, achievements: LintGround['achievements']): LintFinding[] {
  const badges = [
    ...(definition.completion ? [{ nodes: [], achievement: definition.completion.achievement }] : []),
    ...[...allNodes(definition)].flatMap(({ id, milestone }) => (milestone ? [{ nodes: [id], achievement: milestone.achievement }] : [])),
    ...(definition.offRamps ?? []).flatMap(({ id, achievement }) => (achievement === undefined ? [] : [{ nodes: [id], achievement }])),
  ];
  return badges.flatMap(({ nodes, achievement }): LintFinding[] => {
    const copy = achievements.get(achievement);
    if (!copy || copy.tenant === tenant) return [];
    return [{ code: 'UNKNOWN_REFERENCE', level: 'error', nodes, message: `${achievement} is another tenant's: only one's own is awarded on completion.` }];
  });
}
