import { createHash } from 'node:crypto';
import type { AssociationText, FrameworkDocument, FrameworkText, Kept, LocalizedText, SkillText } from '../skill-framework/framework-text.js';
import { caseAssociationOf, caseStatusOf } from './case-terms.js';

/** What CASE asks for and a framework of another form does not say. */
export interface CaseDefaults {
  /** `https://registry.example`: where the provider's own addresses begin. */
  readonly publicUrl: string;
  /** When the framework last changed. */
  readonly changedAt: Date;
}

/** A framework as a CFPackage of CASE 1.1. What came in as CASE goes out as it came; what was kept of other forms is left out. */
export function caseOf(framework: FrameworkText, defaults: CaseDefaults): Kept {
  const document = caseDocumentOf(framework, defaults);
  const { CFDefinitions, ...own } = document as Kept & { CFDefinitions?: unknown };
  const ends = new CaseEnds(framework, framework.skills);
  return {
    CFDocument: own,
    CFItems: framework.skills.map((skill) => caseItemOf(framework, skill, defaults)),
    CFAssociations: framework.associations.map((association) => caseAssociation(framework, association, ends, defaults)),
    ...(CFDefinitions === undefined ? {} : { CFDefinitions }),
    ...(framework.rubrics.length > 0 && framework.format === 'CASE' ? { CFRubrics: framework.rubrics } : {}),
  };
}

/** A framework as a CFDocument; a framework that came in as CASE keeps its CFDefinitions here. */
export const caseDocumentOf = (framework: FrameworkDocument, { publicUrl, changedAt }: CaseDefaults): Kept => ({
  ...(framework.format === 'CASE'
    ? framework.more
    : {
        creator: framework.publisher ?? 'not stated',
        lastChangeDateTime: changedAt.toISOString(),
        caseVersion: '1.1',
        CFPackageURI: { ...linkOf(framework, framework.titles, framework.language), uri: `${publicUrl}/ims/case/v1p1/CFPackages/${caseIdOf(framework)}` },
      }),
  identifier: caseIdOf(framework),
  uri: framework.uri,
  title: oneOf(framework.titles, framework.language),
  ...present({
    description: oneOf(framework.descriptions, framework.language),
    publisher: framework.publisher,
    adoptionStatus: framework.status && caseStatusOf[framework.status],
  }),
  language: framework.language,
});

/** A skill as a CFItem. */
export const caseItemOf = (framework: FrameworkDocument, skill: SkillText, { changedAt }: CaseDefaults): Kept => ({
  ...(framework.format === 'CASE' ? skill.more : { lastChangeDateTime: changedAt.toISOString() }),
  identifier: caseIdOf(skill),
  uri: skill.uri,
  fullStatement: oneOf(skill.names, framework.language),
  ...present({
    humanCodingScheme: skill.code,
    CFItemType: skill.type,
    notes: oneOf(skill.descriptions, framework.language),
    alternativeLabel: skill.alternatives.length > 0 ? skill.alternatives.map(({ text }) => text).join(' | ') : null,
  }),
  language: languageOf(skill.names, framework.language),
  CFDocumentURI: linkOf(framework, framework.titles, framework.language),
});

/** The ends of associations, as CASE links to them. */
class CaseEnds {
  private readonly known: ReadonlyMap<string, Kept>;

  constructor({ language, ...document }: FrameworkDocument, skills: readonly SkillText[]) {
    this.known = new Map([
      [document.uri, { ...linkOf(document, document.titles, language), targetType: 'CFDocument' }],
      ...skills.map((skill): [string, Kept] => [skill.uri, linkOf(skill, skill.names, language)]),
    ]);
  }

  of(uri: string, outside: unknown): Kept {
    return this.known.get(uri) ?? { title: uri, identifier: caseIdOf({ uri, identifier: null }), ...(outside as Kept | undefined), uri };
  }
}

function caseAssociation(framework: FrameworkText, { kind, from, to, more }: AssociationText, ends: CaseEnds, { publicUrl, changedAt }: CaseDefaults): Kept {
  const { origin, destination, ...own } = more;
  const identifier = nameBased(JSON.stringify([framework.uri, kind, from, to]));
  return {
    ...(framework.format === 'CASE'
      ? own
      : { identifier, uri: `${publicUrl}/ims/case/v1p1/CFPackages/${caseIdOf(framework)}#${identifier}`, lastChangeDateTime: changedAt.toISOString() }),
    associationType: caseAssociationOf(kind),
    originNodeURI: ends.of(from, origin),
    destinationNodeURI: ends.of(to, destination),
    CFDocumentURI: linkOf(framework, framework.titles, framework.language),
  };
}

/** The identifier of a record; of one that has none it is derived from its address (RFC 9562, version 5). */
export const caseIdOf = ({ identifier, uri }: Pick<SkillText, 'identifier' | 'uri'>): string => identifier ?? nameBased(uri);

function nameBased(name: string): string {
  const bytes = createHash('sha1').update(Buffer.from('6ba7b8119dad11d180b400c04fd430c8', 'hex')).update(name).digest();
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.subarray(0, 16).toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

const linkOf = (record: Pick<SkillText, 'identifier' | 'uri'>, names: readonly LocalizedText[], language: string): Kept => ({
  title: oneOf(names, language) ?? record.uri,
  identifier: caseIdOf(record),
  uri: record.uri,
});

const inOne = (texts: readonly LocalizedText[], language: string): LocalizedText | undefined => texts.find((text) => text.language === language) ?? texts[0];
const oneOf = (texts: readonly LocalizedText[], language: string): string | null => inOne(texts, language)?.text ?? null;
const languageOf = (texts: readonly LocalizedText[], language: string): string => inOne(texts, language)?.language ?? language;
const present = (members: Kept): Kept => Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== undefined));
