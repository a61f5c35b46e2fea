/** What publishing needs to know of another published pathway. */
export interface PublishedPathway {
  readonly pathway: string;
  readonly leafAchievements: readonly string[];
  readonly completionAchievement: string | null;
}

/**
 * The completion achievements of all pathways form an acyclic graph (domain.md 4.4). The answer follows an achievement
 * through the pathways whose completion awards it, and gives the ids of those on a way to `target`, or null.
 */
export function waysTo(
  target: string,
  pathways: Iterable<PublishedPathway>,
): (achievement: string) => string[] | null {
  const awardedBy = new Map<string, PublishedPathway[]>();
  for (const pathway of pathways) {
    const { completionAchievement: achievement } = pathway;
    if (achievement !== null) awardedBy.set(achievement, [...(awardedBy.get(achievement) ?? []), pathway]);
  }
  return (from) => {
    const seen = new Set<string>();
    const open: { achievement: string; through: string[] }[] = [{ achievement: from, through: [] }];
    for (let next = open.pop(); next; next = open.pop()) {
      if (next.achievement === target) return next.through;
      if (seen.has(next.achievement)) continue;
      seen.add(next.achievement);
      for (const { pathway, leafAchievements } of awardedBy.get(next.achievement) ?? [])
        for (const achievement of leafAchievements)
          open.push({ achievement, through: [...next.through, pathway] });
    }
    return null;
  };
}
