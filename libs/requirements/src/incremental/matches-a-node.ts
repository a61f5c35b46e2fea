import { viewOf } from '../eligibility/award-view.js';
import { isEligible, type Judging } from '../eligibility/eligible.js';
import type { AwardFact, World } from '../facts/facts.js';
import type { VersionRules } from '../history/version-rules.js';
import { allNodes, isCounting } from '../language/tree.js';

/** Whether an award could be counted at some node of a version on the day it was issued: what enrols by itself (section 7). */
export function matchesANode(rules: VersionRules, award: AwardFact, world: World): boolean {
  const { pathway, equivalences } = rules;
  const judging: Judging = { day: award.issuedOn, completedOn: null, stands: false, validity: 'activeNow', notBefore: null, policy: pathway.policy, equivalences, world };
  const view = viewOf(award, award.issuedOn, pathway.policy, world);
  return [...allNodes(pathway)].some((node) => isCounting(node) && isEligible(view, node, judging));
}
