import type { SkillFault } from '../skill-format/reading.js';
import type { AssociationText, FrameworkText, SkillText } from './framework-text.js';
import { smallestCycle } from './smallest-cycle.js';

export const skillsMax = 50_000;
export const associationsMax = 250_000;

/** What no framework may be, whatever form it came in: empty, beyond all bounds, ambiguous, or its own grandchild. */
export function frameworkFaults({ uri, skills, associations }: Pick<FrameworkText, 'uri' | 'skills' | 'associations'>): SkillFault[] {
  if (skills.length === 0 && associations.length === 0) return [{ place: '', message: 'The framework has no skills and associates none.' }];
  if (skills.length > skillsMax || associations.length > associationsMax) {
    const bounds = `${skillsMax.toLocaleString('en')} skills and ${associationsMax.toLocaleString('en')} associations`;
    return [{ place: '', message: `A framework has at most ${bounds}; this one has ${skills.length} and ${associations.length}.` }];
  }
  return [...repeated(uri, skills), ...cycle(skills, associations)].slice(0, 100);
}

/** Skills that are a child or part of something that the framework does not have. Such a parent may stand in another one. */
export function missingParents({ uri, skills, associations }: FrameworkText): { readonly skill: string; readonly parent: string }[] {
  const known = new Set([uri, ...skills.map((skill) => skill.uri)]);
  return associations.filter(({ kind, from, to }) => isParent(kind) && known.has(from) && !known.has(to)).map(({ from, to }) => ({ skill: from, parent: to }));
}

const isParent = (kind: AssociationText['kind']): boolean => kind === 'CHILD_OF' || kind === 'PART_OF';

function repeated(framework: string, skills: readonly SkillText[]): SkillFault[] {
  const seen = new Set([framework]);
  const faults: SkillFault[] = [];
  for (const { uri, identifier } of skills) {
    for (const name of identifier === null ? [uri] : [uri, identifier]) {
      if (seen.has(name)) faults.push({ place: name, message: 'Two records have this identifier or address.' });
      seen.add(name);
    }
  }
  return faults;
}

function cycle(skills: readonly SkillText[], associations: readonly AssociationText[]): SkillFault[] {
  const found = smallestCycle(associations.filter(({ kind }) => isParent(kind)).map(({ from, to }): [string, string] => [from, to]));
  if (!found) return [];
  const names = new Map(skills.map((skill) => [skill.uri, skill.code ?? skill.names[0]?.text ?? skill.uri]));
  const shown = found.slice(0, 20).map((uri) => `“${(names.get(uri) ?? uri).slice(0, 80)}”`);
  const way = [...shown, ...(found.length > 20 ? [`… (${found.length} in all)`] : []), shown[0]].join(' → ');
  return [{ place: found[0] ?? '', message: `A skill cannot be below itself: ${way}.` }];
}
