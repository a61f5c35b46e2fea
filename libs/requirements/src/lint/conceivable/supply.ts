import { viewOf } from '../../eligibility/award-view.js';
import { isEligible, type Judging } from '../../eligibility/eligible.js';
import { Equivalences } from '../../eligibility/equivalences.js';
import type { CivilDate } from '../../civil-date.js';
import type { AwardFact, World } from '../../facts/facts.js';
import { referencesOf } from '../../language/ids.js';
import type { CountingNode, Pathway } from '../../language/pathway.js';
import { descend, isCounting, nodesIn } from '../../language/tree.js';

/** An achievement with the awards of it that can be imagined, one a day, and the nodes that could count one. */
export interface Conceivable {
  readonly achievement: string;
  readonly repeatable: boolean;
  readonly awards: readonly { readonly award: AwardFact; readonly nodes: readonly CountingNode[] }[];
}

/** The achievements that a definition names, and those that its selectors can find. */
export function achievementsAround(pathway: Pathway, catalogue: readonly string[] | null): string[] {
  return [...new Set([...referencesOf(pathway).achievements, ...(catalogue ?? [])])];
}

/** What can be counted where, of one award of every achievement on every day. */
export function conceivable(pathway: Pathway, nodes: readonly CountingNode[], achievements: readonly string[], days: readonly CivilDate[], asOf: CivilDate, world: World): Conceivable[] {
  const equivalences = new Equivalences(pathway.policy.equivalences ?? [], world.isRepeatable);
  const judging: Judging = { day: asOf, completedOn: null, stands: false, validity: 'activeNow', notBefore: null, policy: pathway.policy, equivalences, world };
  const candidates = candidatesAt(nodes, equivalences);
  return achievements.flatMap((achievement) => {
    const possible = candidates(achievement);
    if (possible.length === 0) return [];
    const awards = days.flatMap((day) => {
      const award = imagined(achievement, day, world);
      const view = viewOf(award, asOf, pathway.policy, world);
      const at = possible.filter((node) => isEligible(view, node, judging));
      return at.length > 0 ? [{ award, nodes: at }] : [];
    });
    return awards.length > 0 ? [{ achievement, repeatable: world.isRepeatable(achievement), awards }] : [];
  });
}

/** The nodes worth asking about an achievement: those that name it, or what it may stand for, and those whose selector names nothing. */
function candidatesAt(nodes: readonly CountingNode[], equivalences: Equivalences): (achievement: string) => readonly CountingNode[] {
  const byName = new Map<string, CountingNode[]>();
  const others: CountingNode[] = [];
  for (const node of nodes) {
    const names = node.kind === 'award' ? [node.achievement] : node.from.achievementIn;
    if (!names) others.push(node);
    else {
      for (const name of equivalences.acceptedFor(names)) {
        const found = byName.get(name);
        if (found) found.push(node);
        else byName.set(name, [node]);
      }
    }
  }
  return (achievement) => [...(byName.get(achievement) ?? []), ...others];
}

export const countingIn = (pathway: Pathway): CountingNode[] => nodesIn(pathway.requirements).flatMap((root) => [...descend(root, true)].filter(isCounting));

export const imagined = (achievement: string, issuedOn: CivilDate, world: World): AwardFact => ({
  ...{ id: `${achievement}@${issuedOn}`, achievement, issuedOn, expiresOn: null, revokedOn: null, suspensions: [], result: null, stated: {}, entry: false },
  snapshot: world.metadataOn(achievement, issuedOn),
});
