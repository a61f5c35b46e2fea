import type { AssociationText, FrameworkDocument, FrameworkText, Kept, SkillText } from '../skill-framework/framework-text.js';
import { ctdlAssociationOf, ctdlStatusOf } from './ctdl-terms.js';
import { languageMap } from './json-ld.js';

const context = 'https://credreg.net/ctdlasn/schema/context/json';

/** A framework as CTDL-ASN in JSON-LD. What came in as CTDL-ASN goes out as it came; what was kept of other forms is left out. */
export function ctdlAsnOf(framework: FrameworkText): Kept {
  const { skills, associations, ...document } = framework;
  const own = new Set(skills.map(({ uri }) => uri));
  const bySkill = groupedBy(associations, ({ from }) => from);
  const fromOutside = groupedBy(associations.filter(({ kind, from }) => kind === 'CHILD_OF' && !own.has(from)), ({ to }) => to);
  const tops = associations.filter(({ kind, to }) => kind === 'CHILD_OF' && to === framework.uri).map(({ from }) => from);
  const rubrics = framework.format === 'CTDL_ASN' ? framework.rubrics : [];
  return {
    '@context': context,
    '@graph': [frameworkNode(document, tops), ...skills.map((skill) => competencyNode(document, skill, bySkill.get(skill.uri) ?? [], fromOutside.get(skill.uri))), ...rubrics],
  };
}

/** One competency as a document of its own. */
export const competencyOf = (framework: FrameworkDocument, skill: SkillText, associations: readonly AssociationText[]): Kept => ({
  '@context': context,
  ...competencyNode(framework, skill, associations),
});

const frameworkNode = (framework: FrameworkDocument, tops: readonly string[]): Kept => ({
  ...(framework.format === 'CTDL_ASN' ? framework.more : framework.language === 'und' ? {} : { 'ceasn:inLanguage': [framework.language] }),
  '@id': framework.uri,
  '@type': 'ceasn:CompetencyFramework',
  ...present({
    'ceasn:name': languageMap(framework.titles),
    'ceasn:description': languageMap(framework.descriptions),
    'ceasn:publisherName': framework.publisher && { [framework.language]: framework.publisher },
    'ceasn:publicationStatusType': framework.status && ctdlStatusOf(framework.status),
    'ceasn:hasTopChild': tops,
  }),
});

const competencyNode = (
  framework: FrameworkDocument,
  skill: SkillText,
  associations: readonly AssociationText[],
  outsideChildren: readonly AssociationText[] = [],
): Kept => ({
  ...(framework.format === 'CTDL_ASN' ? skill.more : {}),
  '@id': skill.uri,
  '@type': 'ceasn:Competency',
  ...present({
    'ceasn:competencyText': languageMap(skill.names),
    'ceasn:codedNotation': skill.code,
    'ceasn:competencyCategory': skill.type && { [framework.language]: skill.type },
    'ceasn:comment': languageMap(skill.descriptions),
    'ceasn:conceptKeyword': languageMap(skill.alternatives),
    ...linksOut(framework.uri, associations),
    'ceasn:hasChild': outsideChildren.map(({ from }) => from),
  }),
  'ceasn:isPartOf': [framework.uri, ...associations.filter(({ kind }) => kind === 'PART_OF').map(({ to }) => to)],
});

function linksOut(framework: string, associations: readonly AssociationText[]): Kept {
  const links: Record<string, string[]> = {};
  for (const { kind, to } of associations) {
    if (kind === 'PART_OF') continue;
    const property = kind === 'CHILD_OF' && to === framework ? 'ceasn:isTopChildOf' : ctdlAssociationOf(kind);
    (links[property] ??= []).push(to);
  }
  return links;
}

function groupedBy(associations: readonly AssociationText[], keyOf: (one: AssociationText) => string): Map<string, AssociationText[]> {
  const groups = new Map<string, AssociationText[]>();
  for (const one of associations) {
    const group = groups.get(keyOf(one));
    if (group) group.push(one);
    else groups.set(keyOf(one), [one]);
  }
  return groups;
}

/** Leaves out what is not stated: null, empty maps and empty lists. */
const present = (members: Kept): Kept =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && (typeof value !== 'object' || Object.keys(value as object).length > 0)));
