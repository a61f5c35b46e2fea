import type { AssociationText, FrameworkText, SkillText } from '../skill-framework/framework-text.js';
import { CaseAssociations } from './case-associations.js';
import { caseKept, caseMembers, caseStatuses } from './case-terms.js';
import { isObject, type JsonObject, othersOf, readJson } from './json-source.js';
import { Faults, Leftovers, type Reading } from './reading.js';
import { addressIn, checkDate, identifierIn, inLanguage, languageIn, textIn } from './values.js';

/** Reads a CFPackage of CASE 1.1 (1EdTech), as its REST provider sends it and as files hold it. */
export function readCase(bytes: Uint8Array): Reading {
  const faults = new Faults();
  const root = readJson(bytes, faults);
  const framework = root && new CaseReader(faults, new Leftovers()).read(root);
  return framework && faults.told.length === 0 ? { ok: true, ...framework } : { ok: false, faults: faults.told };
}

const dates = ['lastChangeDateTime', 'statusStartDate', 'statusEndDate'] as const;
const packageMembers = new Set(['CFDocument', 'CFItems', 'CFAssociations', 'CFDefinitions', 'CFRubrics']);

class CaseReader {
  constructor(
    private readonly faults: Faults,
    private readonly leftovers: Leftovers,
  ) {}

  read(given: JsonObject) {
    const root = isObject(given.CFPackage) ? given.CFPackage : given;
    if (!isObject(root.CFDocument)) {
      const instead = '@graph' in root || '@context' in root ? ' It looks like JSON-LD: import it as CTDL-ASN.' : '';
      return void this.faults.tell('', `The file has no CFDocument, so it is no CFPackage of CASE.${instead}`);
    }
    this.remarkOn(root, packageMembers, new Set(), 'CFPackage');
    const document = this.document(root.CFDocument, root);
    const skills = this.list(root, 'CFItems').map((item, at) => this.item(item, `CFItems[${at}]`, document.language));
    const associations = this.associations(root, document, skills);
    return { framework: { ...document, skills, associations } satisfies FrameworkText, unmapped: this.leftovers.unmapped };
  }

  private document(given: JsonObject, root: JsonObject): Omit<FrameworkText, 'skills' | 'associations'> {
    const place = 'CFDocument';
    const { faults } = this;
    this.check(given, place, caseMembers.document, caseKept.document);
    const identifier = this.identifier(given, place);
    const language = languageIn(given.language, 'und');
    const title = textIn(given.title, `${place}.title`, faults);
    if (title === null) faults.tell(`${place}.title`, 'A framework has a title.');
    const stated = textIn(given.adoptionStatus, `${place}.adoptionStatus`, faults);
    const status = stated === null ? null : (caseStatuses[stated] ?? null);
    if (stated !== null && status === null) this.leftovers.leave(`CFDocument.adoptionStatus ${stated}`, place);
    return {
      format: 'CASE',
      uri: addressIn(given.uri, `${place}.uri`, faults) ?? `urn:uuid:${identifier}`,
      identifier,
      language,
      titles: inLanguage(title, language),
      descriptions: inLanguage(textIn(given.description, `${place}.description`, faults), language),
      publisher: textIn(given.publisher, `${place}.publisher`, faults),
      status,
      rubrics: this.list(root, 'CFRubrics'),
      more: { ...othersOf(given, caseMembers.document), ...(isObject(root.CFDefinitions) ? { CFDefinitions: root.CFDefinitions } : {}) },
    };
  }

  private item(given: JsonObject, place: string, language: string): SkillText {
    const { faults } = this;
    this.check(given, place, caseMembers.item, caseKept.item);
    const identifier = this.identifier(given, place);
    const own = languageIn(given.language, language);
    const name = textIn(given.fullStatement, `${place}.fullStatement`, faults);
    if (name === null) faults.tell(`${place}.fullStatement`, 'An item says what it is.');
    return {
      uri: addressIn(given.uri, `${place}.uri`, faults) ?? `urn:uuid:${identifier}`,
      identifier,
      code: textIn(given.humanCodingScheme, `${place}.humanCodingScheme`, faults),
      type: textIn(given.CFItemType, `${place}.CFItemType`, faults),
      names: inLanguage(name, own),
      descriptions: inLanguage(textIn(given.notes, `${place}.notes`, faults), own),
      alternatives: inLanguage(textIn(given.alternativeLabel, `${place}.alternativeLabel`, faults), own),
      more: othersOf(given, caseMembers.item),
    };
  }

  private associations(root: JsonObject, document: Pick<FrameworkText, 'uri' | 'identifier'>, skills: readonly SkillText[]): AssociationText[] {
    const reader = new CaseAssociations([document, ...skills], this.faults, this.leftovers);
    this.list(root, 'CFAssociations').forEach((given, at) => {
      const place = `CFAssociations[${at}]`;
      this.check(given, place, caseMembers.association, caseKept.association);
      reader.add(given, place);
    });
    return reader.read;
  }

  private check(given: JsonObject, place: string, known: ReadonlySet<string>, kept: ReadonlySet<string>): void {
    for (const name of dates) checkDate(given[name], `${place}.${name}`, this.faults);
    this.remarkOn(given, known, kept, place);
  }

  private identifier(given: JsonObject, place: string): string {
    const identifier = identifierIn(given.identifier, `${place}.identifier`, this.faults);
    if (identifier === null && !given.identifier) this.faults.tell(`${place}.identifier`, 'This record has an identifier (a UUID).');
    return identifier ?? '';
  }

  private list(root: JsonObject, name: string): JsonObject[] {
    const list = root[name] ?? [];
    if (Array.isArray(list) && list.every(isObject)) return list;
    this.faults.tell(name, 'This is a list of records.');
    return [];
  }

  private remarkOn(given: JsonObject, known: ReadonlySet<string>, kept: ReadonlySet<string>, place: string): void {
    const record = place.replace(/\[\d+\]$/, '');
    for (const name of Object.keys(given)) if (!known.has(name) && !kept.has(name)) this.leftovers.leave(`${record}.${name}`, place);
  }
}
