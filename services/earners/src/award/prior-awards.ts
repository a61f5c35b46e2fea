import type { RequirementText } from '@cairn/events';

/**
 * What of a requirement is not there because another award is not held: its PRIOR_AWARD leaves in the way, in order, none when
 * the rest of it is all that there is to do. Everything else counts as done: whoever awards says so.
 */
export function priorsMissing(requirement: RequirementText | null, holds: (achievement: string) => boolean): RequirementText[] {
  return requirement === null || isOpen(requirement, holds) ? [] : leavesInTheWay(requirement, holds);
}

function isOpen(part: RequirementText, holds: (achievement: string) => boolean): boolean {
  const open = part.of.filter((child) => isOpen(child, holds)).length;
  switch (part.kind) {
    case 'PRIOR_AWARD':
      return part.achievement === null || holds(part.achievement);
    case 'ANY':
      return open > 0;
    case 'AT_LEAST':
      return open >= (part.atLeast ?? 1);
    default:
      return open === part.of.length;
  }
}

const leavesInTheWay = (part: RequirementText, holds: (achievement: string) => boolean): RequirementText[] =>
  part.of.length === 0 ? [part] : part.of.filter((child) => !isOpen(child, holds)).flatMap((child) => leavesInTheWay(child, holds));

/** Achievements that a requirement names as held before. */
export const priorsNamed = (requirement: RequirementText | null): string[] =>
  requirement === null ? [] : [...(requirement.achievement === null ? [] : [requirement.achievement]), ...requirement.of.flatMap(priorsNamed)];
