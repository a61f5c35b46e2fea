import type { CivilDate } from '../civil-date.js';
import type { Metadata, World } from '../facts/facts.js';
import { hundredths } from '../assignment/amount.js';
import type { CaseFile, WrittenAchievement, WrittenMetadata } from './case-file.js';
import { mergePatch } from './merge-patch.js';

/** What a file says of achievements, issuers and skills. */
export function worldOf({ achievements, issuers = {}, skills = {} }: Pick<CaseFile, 'achievements' | 'issuers' | 'skills'>): World {
  const above = new Map<string, ReadonlySet<string>>();
  const ancestors = (skill: string, seen: readonly string[] = []): ReadonlySet<string> => {
    let found = above.get(skill);
    if (!found) {
      const parents = (skills[skill]?.parents ?? []).filter((parent) => !seen.includes(parent));
      found = new Set([skill, ...parents.flatMap((parent) => [...ancestors(parent, [...seen, skill])])]);
      above.set(skill, found);
    }
    return found;
  };
  return {
    isRepeatable: (achievement) => achievements[achievement]?.repeatable === true,
    codeOf: (achievement) => achievements[achievement]?.code ?? null,
    metadataOn: (achievement, day) => metadataOf(writtenOn(achievements[achievement] ?? {}, day)),
    metadataDays: (achievement) => (achievements[achievement]?.history ?? []).map(({ from }) => from),
    tierOf: (issuer) => issuers[issuer]?.tier ?? null,
    trustGroups: (issuer) => issuers[issuer]?.trustGroups ?? [],
    isAtOrBelow: (skill, ancestor) => ancestors(skill).has(ancestor),
  };
}

/** What is written of an achievement as it is in effect on a day. */
export function writtenOn({ history = [], ...base }: WrittenAchievement, day: CivilDate): WrittenMetadata {
  const inEffect = history.filter(({ from }) => from <= day).sort((a, b) => (a.from < b.from ? -1 : 1));
  return inEffect.reduce<WrittenMetadata>((metadata, { set }) => mergePatch(metadata, set), base);
}

/** `credits` and `hours` are short for measures, and win over them. */
export function metadataOf(written: WrittenMetadata): Metadata {
  const { issuer, type, tags = [], skills = [], level, groups = [], series, assessed = false, measures = {}, credits, hours } = written;
  const given = { ...measures, ...(credits === undefined ? {} : { credits }), ...(hours === undefined ? {} : { hours }) };
  const amounts = Object.fromEntries(Object.entries(given).map(([name, amount]) => [name, hundredths(amount)]));
  return { issuer: issuer ?? null, type: type ?? null, tags, skills, level: level ?? null, groups, series: series ?? null, assessed, measures: amounts };
}
