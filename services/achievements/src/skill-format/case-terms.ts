import type { SkillAssociationKind, StatedStatus } from '../skill-framework/framework-text.js';

/** CASE 1.1, CFAssociation.associationType. */
export const caseAssociations = {
  isChildOf: 'CHILD_OF',
  isPartOf: 'PART_OF',
  exactMatchOf: 'EXACT_MATCH',
  isRelatedTo: 'RELATED',
  isPeerOf: 'PEER',
  precedes: 'PRECEDES',
  replacedBy: 'REPLACED_BY',
  exemplar: 'EXEMPLAR',
  hasSkillLevel: 'SKILL_LEVEL',
  isTranslationOf: 'TRANSLATION',
} as const satisfies Record<string, SkillAssociationKind>;

/** What CASE has no word for is related. */
export const caseAssociationOf = (kind: SkillAssociationKind): string =>
  Object.entries(caseAssociations).find(([, ours]) => ours === kind)?.[0] ?? 'isRelatedTo';

/** CASE 1.1, CFDocument.adoptionStatus. */
export const caseStatuses: Readonly<Record<string, StatedStatus>> = {
  'Private Draft': 'DRAFT',
  Draft: 'DRAFT',
  Adopted: 'ADOPTED',
  Deprecated: 'DEPRECATED',
};

export const caseStatusOf: Readonly<Record<StatedStatus, string>> = { DRAFT: 'Draft', ADOPTED: 'Adopted', DEPRECATED: 'Deprecated' };

/** Members of each record that have a place of their own; the rest is kept under its name. */
export const caseMembers = {
  document: new Set(['identifier', 'uri', 'title', 'description', 'publisher', 'language', 'adoptionStatus']),
  item: new Set(['identifier', 'uri', 'humanCodingScheme', 'CFItemType', 'fullStatement', 'notes', 'alternativeLabel', 'language', 'CFDocumentURI']),
  association: new Set(['associationType', 'originNodeURI', 'destinationNodeURI', 'CFDocumentURI']),
} as const;

/** Members of CASE that are kept and need no remark. */
export const caseKept = {
  document: new Set([
    ...['creator', 'lastChangeDateTime', 'officialSourceURL', 'subject', 'subjectURI', 'version', 'statusStartDate', 'statusEndDate'],
    ...['licenseURI', 'notes', 'CFPackageURI', 'frameworkType', 'caseVersion', 'extensions', 'CFDefinitions'],
  ]),
  item: new Set([
    ...['listEnumeration', 'abbreviatedStatement', 'conceptKeywords', 'conceptKeywordsURI', 'subject', 'subjectURI', 'educationLevel', 'CFItemTypeURI'],
    ...['licenseURI', 'statusStartDate', 'statusEndDate', 'lastChangeDateTime', 'extensions'],
  ]),
  association: new Set(['identifier', 'uri', 'sequenceNumber', 'CFAssociationGroupingURI', 'lastChangeDateTime', 'notes', 'extensions', 'origin', 'destination']),
} as const;
