import { hundredths } from '../assignment/amount.js';
import { addDuration } from '../duration.js';
import { amountOf, viewOf, type AwardView } from '../eligibility/award-view.js';
import { Equivalences } from '../eligibility/equivalences.js';
import { matches } from '../eligibility/matches.js';
import type { Count, Node, Pathway, Sum, SumOf } from '../language/pathway.js';
import { placedNodes } from '../language/places.js';
import type { Selector } from '../language/selector.js';
import { descend, isCounting, isSumOf } from '../language/tree.js';
import { conceivableDays } from './conceivable/days.js';
import { achievementsAround, imagined } from './conceivable/supply.js';
import { isBounded } from './bounded.js';
import type { LintContext } from './context.js';
import { error, type LintFinding, warning } from './finding.js';

/** Awards that are looked at; beyond it nothing is claimed. */
const looksMax = 60_000;

/** EMPTY_ELECTIVE, UNIT_MISMATCH and CAP_BELOW_NEED: counts and sums that what can be earned today does not feed. */
export function electives(pathway: Pathway, context: LintContext): LintFinding[] {
  const { catalogue, world } = context;
  if (![...placedNodes(pathway)].some(({ part }) => part.kind === 'count' || part.kind === 'sum')) return [];
  const { policy } = pathway;
  const achievements = achievementsAround(pathway, catalogue);
  const days = conceivableDays(pathway, [], achievements, world);
  if (days.length * achievements.length > looksMax) return [];
  const asOf = addDuration(days.at(-1) ?? '2000-01-01', 'P1D');
  const equivalences = new Equivalences(policy.equivalences ?? [], world.isRepeatable);
  const views = achievements.flatMap((achievement) => days.map((day) => viewOf(imagined(achievement, day, world), asOf, policy, world)));
  const among = (selector: Selector, some: readonly AwardView[] = views) => some.filter((view) => matches(selector, view, equivalences, world));

  const byAchievement = new Map<string, AwardView[]>();
  for (const view of views) byAchievement.set(view.award.achievement, [...(byAchievement.get(view.award.achievement) ?? []), view]);
  const feeding = (node: Node): AwardView[] => {
    if (node.kind === 'award')
      return equivalences.acceptedFor([node.achievement]).flatMap((one) => (byAchievement.get(one) ?? []).filter(({ award }) => equivalences.standsFor(award, node.achievement)));
    return 'from' in node ? among(node.from) : [];
  };
  const isOpen = (node: Node): boolean => 'ledger' in node && (node.ledger ?? 'awards') !== 'awards';
  // Where not everything that can be earned is known, only names say what a selector finds.
  const isKnown = (node: Node): boolean => catalogue !== null || isForSure(node);
  const isForSure = (node: Node): boolean => node.kind === 'award' || ('from' in node && isBounded(node.from, context));

  return [...placedNodes(pathway)].flatMap(({ part }) => {
    if (part.kind !== 'count' && part.kind !== 'sum') return [];
    const leaves = isSumOf(part) ? [...descend(part, true)].filter(isCounting) : [part];
    if (leaves.some((leaf) => isOpen(leaf) || !isKnown(leaf)) || isOpen(part)) return [];
    const fed = leaves.flatMap(feeding);
    if (fed.length === 0) return isSumOf(part) ? [] : [warning('EMPTY_ELECTIVE', [part.id], 'Nothing that can be earned today matches its selector.')];
    const measured = part.kind === 'sum' ? fed.filter((view) => amountOf(view, part.measure, policy) > 0) : fed;
    if (part.kind === 'sum' && measured.length === 0)
      return leaves.some((leaf) => !isForSure(leaf)) ? [] : [error('UNIT_MISMATCH', [part.id], `Nothing that it counts carries ${part.measure}, and no conversion gives it.`)];
    return capBelowNeed(part, measured, (selector, some) => among(selector, some));
  });

  function capBelowNeed(node: Count | Sum | SumOf, fed: readonly AwardView[], within: typeof among): LintFinding[] {
    const need = node.kind === 'sum' ? hundredths(node.atLeast) : node.atLeast;
    const figure = (view: AwardView): number => (node.kind === 'sum' ? amountOf(view, node.measure, policy) : 1);
    const available = (some: readonly AwardView[]): number => supplyOf(some, figure, world.isRepeatable, node.repeat?.atMost);
    return (node.caps ?? []).flatMap((cap) => {
      const capped = within(cap.where, fed);
      const isCapped = new Set(capped);
      const others = fed.filter((view) => !isCapped.has(view));
      // A cap by number bounds a measure by the largest awards.
      const byNumber = node.kind === 'sum' && cap.unit === 'awards';
      const largest = capped.reduce((most, view) => Math.max(most, figure(view)), 0);
      const most = byNumber ? cap.atMost * largest : node.kind === 'sum' ? hundredths(cap.atMost) : cap.atMost;
      const isShort = capped.length > 0 && most + available(others) < need;
      if (!isShort || (others.length > 0 && available(fed) < need)) return [];
      return [warning('CAP_BELOW_NEED', [node.id], `A cap leaves at most ${node.kind === 'sum' ? (most + available(others)) / 100 : most + available(others)} of the ${node.atLeast} that it asks for, unless others help.`)];
    });
  }
}

/** What awards add up to: of one that is not repeatable its largest, of a repeatable one as many as may be repeated. */
function supplyOf(views: readonly AwardView[], figure: (view: AwardView) => number, isRepeatable: (achievement: string) => boolean, repeats = Infinity): number {
  const largest = new Map<string, number>();
  for (const view of views) {
    const { achievement } = view.award;
    const amount = figure(view) * (isRepeatable(achievement) ? Math.max(0, repeats) : 1);
    largest.set(achievement, Math.max(largest.get(achievement) ?? 0, amount));
  }
  return [...largest.values()].reduce((sum, amount) => sum + amount, 0);
}
