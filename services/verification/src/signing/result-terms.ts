import type { EvidenceDetails, ResultDescriptionDetails, ResultDetails } from '@cairn/credentials';
import type { AchievementVersionText, AwardFact, RequirementText } from '@cairn/events';

/** What texts of versions lack that were published before this was kept. */
type Text = Partial<Pick<AchievementVersionText, 'resultDescriptions' | 'rubrics' | 'requirement'>>;

const part = (address: string, ...keys: readonly string[]): string => `${address}#${keys.map(encodeURIComponent).join('/')}`;

/** Result descriptions of a version, each with the levels of its criterion where it has one. `address`: the public one of the version. */
export function resultDescriptionsOf(address: string, { resultDescriptions = [], rubrics = [] }: Text): ResultDescriptionDetails[] {
  const criteria = new Map(rubrics.flatMap((rubric) => rubric.criteria.map((criterion) => [criterion.key, criterion] as const)));
  return resultDescriptions.map(({ key, name, resultType, criterion: of, allowedValues, requiredValue, valueMin, valueMax }) => {
    const criterion = of === null ? undefined : criteria.get(of);
    return {
      id: part(address, key),
      name,
      resultType,
      allowedValue: allowedValues,
      requiredValue: requiredValue?.toString(),
      valueMin: valueMin?.toString(),
      valueMax: valueMax?.toString(),
      requiredLevel: criterion && part(address, key, criterion.standard),
      rubricCriterionLevel: criterion?.levels.map((level, at) => ({
        id: part(address, key, level.key),
        name: level.title,
        description: level.description ?? undefined,
        level: String(at + 1),
        points: level.points?.toString(),
      })),
    };
  });
}

/** Results of an award: under the result description that they name, or that has their name. */
export function resultsOf(address: string, { resultDescriptions = [], rubrics = [] }: Text, results: AwardFact['results']): ResultDetails[] {
  return results.map(({ name, value, resultDescription, achievedLevel }) => {
    const description = resultDescriptions.find(({ key }) => key === resultDescription) ?? resultDescriptions.find((one) => one.name === name);
    if (!description) return { value };
    const levels = rubrics.flatMap(({ criteria }) => criteria).find(({ key }) => key === description.criterion)?.levels ?? [];
    const level = levels.find(({ key }) => key === achievedLevel);
    const of = { resultDescription: part(address, description.key) };
    return level ? { ...of, achievedLevel: part(address, description.key, level.key) } : { ...of, value };
  });
}

const genres = { TEXT: 'Text', FILE: 'File', LINK: 'Link', ATTESTATION: 'Attestation' } as const;

/** What an award was made on, by the titles of the requirements it served, and practice at work as it was attested. */
export function evidenceOf(credentialUrl: string, { requirement = null }: Text, evidence: NonNullable<AwardFact['evidence']>, work: AwardFact['work'] | null): EvidenceDetails[] {
  const titles = new Map(requirement === null ? [] : leavesOf(requirement).flatMap(({ key, title }) => (key === null ? [] : [[key, title ?? key] as const])));
  const filed = evidence.map(({ evidence: id, requirement: key, kind }) => ({ id: `urn:uuid:${id}`, name: titles.get(key) ?? key, genre: genres[kind] }));
  return work ? [...filed, { id: `${credentialUrl}#work`, name: `Practice at work: ${work.host}`, genre: 'Work', description: workText(work) }] : filed;
}

/** `2026-03-01 to 2026-06-30, 320 hours`, as far as it was stated. */
function workText({ from, until, hours }: NonNullable<AwardFact['work']>): string | undefined {
  const days = from && until ? `${from} to ${until}` : from ? `from ${from}` : until ? `until ${until}` : null;
  const parts = [days, hours === null ? null : `${hours} hours`].filter((text) => text !== null);
  return parts.length > 0 ? parts.join(', ') : undefined;
}

const leavesOf = (requirement: RequirementText): RequirementText[] => (requirement.of.length > 0 ? requirement.of.flatMap(leavesOf) : [requirement]);
