import type { CivilDate } from '../civil-date.js';
import type { Selector } from '../language/selector.js';
import type { World } from '../facts/facts.js';
import type { AwardView } from './award-view.js';
import type { Equivalences } from './equivalences.js';

/** Whether a selector matches an award (section 3). */
export function matches(selector: Selector, view: AwardView, equivalences: Equivalences, world: World): boolean {
  const { award, metadata, rank } = view;
  if (selector.achievementIn && !selector.achievementIn.some((wanted) => equivalences.standsFor(award, wanted))) return false;
  if (selector.tag !== undefined && !anyOf(selector.tag).some((tag) => metadata.tags.includes(tag))) return false;
  if (selector.type !== undefined && !(metadata.type !== null && anyOf(selector.type).includes(metadata.type))) return false;
  if (selector.seriesIn !== undefined && !(metadata.series !== null && anyOf(selector.seriesIn).includes(metadata.series))) return false;
  if (selector.skillAtOrBelow !== undefined) {
    const code = typeof selector.skillAtOrBelow === 'string' ? selector.skillAtOrBelow : selector.skillAtOrBelow.code;
    if (!metadata.skills.some((skill) => world.isAtOrBelow(skill, code))) return false;
  }
  if (selector.levelAtLeast !== undefined && !(rank !== null && rank >= selector.levelAtLeast)) return false;
  if (selector.levelAtMost !== undefined && !(rank !== null && rank <= selector.levelAtMost)) return false;
  if (!issuerMatches(selector, metadata.issuer, award.issuedOn, world)) return false;
  if (selector.codeRange) {
    const code = world.codeOf(award.achievement);
    const { subject, from, to } = selector.codeRange;
    if (!code || code.subject !== subject || code.number < from || code.number > to) return false;
  }
  if (selector.issuedFrom !== undefined && award.issuedOn < selector.issuedFrom) return false;
  if (selector.issuedUntil !== undefined && award.issuedOn >= selector.issuedUntil) return false;
  if (selector.assessed && !metadata.assessed) return false;
  if (selector.anyOf && !selector.anyOf.some((one) => matches(one, view, equivalences, world))) return false;
  return !(selector.exclude && matches(selector.exclude, view, equivalences, world));
}

/** The keys that look at an issuer, as it stood on the day of the award. */
export function issuerMatches({ issuerIn, trustGroup, minTrustTier }: Selector, issuer: string | null, on: CivilDate, world: World): boolean {
  if (issuerIn && !(issuer !== null && issuerIn.includes(issuer))) return false;
  if (trustGroup !== undefined) {
    const wanted = anyOf(trustGroup);
    const member = issuer !== null && world.trustGroups(issuer).some(({ group, from, until }) => wanted.includes(group) && (from === undefined || from <= on) && (until === undefined || on < until));
    if (!member) return false;
  }
  if (minTrustTier !== undefined) {
    const tier = issuer === null ? null : world.tierOf(issuer, on);
    if (tier === null || tier < minTrustTier) return false;
  }
  return true;
}

const anyOf = (value: string | readonly string[]): readonly string[] => (typeof value === 'string' ? [value] : value);
