import type { SkillAssociationKind, StatedStatus } from '../skill-framework/framework-text.js';

/** Properties of a ceasn:Competency that are associations, in the order they are read and written. */
export const ctdlAssociations = {
  'ceasn:isChildOf': 'CHILD_OF',
  'ceasn:isPartOf': 'PART_OF',
  'ceasn:exactAlignment': 'EXACT_MATCH',
  'ceasn:broadAlignment': 'BROADER_MATCH',
  'ceasn:narrowAlignment': 'NARROWER_MATCH',
  'ceasn:majorAlignment': 'MAJOR_MATCH',
  'ceasn:minorAlignment': 'MINOR_MATCH',
  'ceasn:prerequisiteAlignment': 'PREREQUISITE',
  'ceasn:alignTo': 'RELATED',
} as const satisfies Record<string, SkillAssociationKind>;

/** What CTDL-ASN has no word for is aligned to. */
export const ctdlAssociationOf = (kind: SkillAssociationKind): string =>
  Object.entries(ctdlAssociations).find(([, ours]) => ours === kind)?.[0] ?? 'ceasn:alignTo';

/** Concept scheme ceasn:PublicationStatus. */
export const ctdlStatuses: Readonly<Record<string, StatedStatus>> = {
  'publicationStatus:Draft': 'DRAFT',
  'publicationStatus:Published': 'ADOPTED',
  'publicationStatus:Deprecated': 'DEPRECATED',
};

export const ctdlStatusOf = (status: StatedStatus): string => Object.entries(ctdlStatuses).find(([, ours]) => ours === status)?.[0] ?? '';

/** Properties with a place of their own; the rest is kept under its name. */
export const ctdlMembers = {
  framework: new Set([
    ...['@id', '@type', '@context', '@graph', 'ceasn:name', 'ceasn:description', 'ceasn:publisherName', 'ceasn:publicationStatusType', 'ceasn:hasTopChild'],
  ]),
  competency: new Set([
    ...['@id', '@type', '@context', 'ceasn:competencyText', 'ceasn:comment', 'ceasn:conceptKeyword', 'ceasn:codedNotation', 'ceasn:competencyCategory'],
    ...['ceasn:isTopChildOf', 'ceasn:hasChild', ...Object.keys(ctdlAssociations)],
  ]),
} as const;

/** Nodes of a rubric, kept as they are. */
export const ctdlRubricTypes = new Set(['ceasn:Rubric', 'ceasn:RubricCriterion', 'ceasn:CriterionLevel', 'ceasn:CriterionCategory', 'asn:Rubric', 'asn:RubricCriterion', 'asn:CriterionLevel', 'asn:CriterionCategory']);

export const ctdlDates = ['ceasn:dateCreated', 'ceasn:dateModified', 'ceasn:dateValidFrom', 'ceasn:dateValidUntil', 'ceterms:dateEffective'] as const;
