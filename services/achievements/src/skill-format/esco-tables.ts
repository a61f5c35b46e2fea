import type { EscoFramework } from './esco-framework.js';

type Row = Readonly<Record<string, string>>;
type TakeRow = (framework: EscoFramework, row: Row, place: string) => void;

/** How to take the rows of a table with these columns; undefined when it is none of ESCO's tables of skills. */
export function escoTableOf(columns: readonly string[]): TakeRow | undefined {
  const has = (...names: string[]) => names.every((name) => columns.includes(name));
  if (has('Level 0 URI', 'Level 1 URI')) return takeHierarchy;
  if (has('conceptUri', 'preferredLabel')) return takeConcept;
  if (has('conceptUri', 'broaderUri')) return takeBroader;
  if (has('originalSkillUri', 'relatedSkillUri')) return takeRelation;
  return undefined;
}

const levels = [0, 1, 2, 3, 4, 5];

/** A row of skillsHierarchy names a concept and everything above it. */
function takeHierarchy(framework: EscoFramework, row: Row, place: string): void {
  const path = levels.map((level) => ({ uri: row[`Level ${level} URI`] ?? '', name: row[`Level ${level} preferred term`] ?? '' })).filter(({ uri }) => uri !== '');
  path.forEach(({ uri, name }, level) => {
    const last = level === path.length - 1;
    framework.skill(uri, place, { name, type: 'SkillGroup', ...(last ? { description: row.Description, scopeNote: row['Scope note'] } : {}) });
    const above = path[level - 1];
    if (above) framework.associate('CHILD_OF', uri, above.uri, place);
  });
}

/** A row of skills, skillGroups or a collection. */
function takeConcept(framework: EscoFramework, row: Row, place: string): void {
  const { conceptType = '', conceptUri = '' } = row;
  if (conceptType !== '' && conceptType !== 'SkillGroup' && conceptType !== 'KnowledgeSkillCompetence') return framework.leave(`conceptType ${conceptType}`, place);
  framework.skill(conceptUri, place, {
    name: row.preferredLabel,
    type: row.skillType || conceptType || null,
    description: row.description || row.definition,
    alternatives: [...several(row.altLabels), ...several(row.hiddenLabels)],
    scopeNote: row.scopeNote,
    reuseLevel: row.reuseLevel,
    status: row.status,
  });
  for (const broader of several(row.broaderConceptUri)) framework.associate('CHILD_OF', conceptUri, broader, place);
}

/** A row of broaderRelationsSkillPillar. */
function takeBroader(framework: EscoFramework, { conceptUri = '', broaderUri = '' }: Row, place: string): void {
  framework.associate('CHILD_OF', conceptUri, broaderUri, place);
}

/** A row of skillSkillRelations. */
function takeRelation(framework: EscoFramework, { originalSkillUri = '', relatedSkillUri = '', relationType }: Row, place: string): void {
  framework.associate('RELATED', originalSkillUri, relatedSkillUri, place, relationType ? { relationType } : {});
}

/** Cells with several values have them on lines of their own or between bars. */
const several = (cell: string | undefined): string[] =>
  (cell ?? '')
    .split(/\s*\|\s*|\s*\n\s*/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
