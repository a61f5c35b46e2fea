import type { AssociationText, FrameworkDocument, SkillAssociationKind, SkillText } from '../skill-framework/framework-text.js';
import { inFrameworkOrder } from './association-order.js';
import { ctdlAssociations, ctdlDates, ctdlMembers, ctdlRubricTypes, ctdlStatuses } from './ctdl-terms.js';
import { compacted, linksOf, listOf, textsOf, typesOf } from './json-ld.js';
import { isObject, type JsonObject, othersOf, readJson } from './json-source.js';
import { Faults, Leftovers, type Reading } from './reading.js';
import { addressIn, checkDate, languageIn, textIn } from './values.js';

/** Reads a competency framework of CTDL-ASN (Credential Engine) in JSON-LD: a graph of the framework and its competencies. */
export function readCtdlAsn(bytes: Uint8Array): Reading {
  const faults = new Faults();
  const root = readJson(bytes, faults);
  const read = root && new CtdlAsnReader(faults, new Leftovers()).read(root);
  return read && faults.told.length === 0 ? { ok: true, ...read } : { ok: false, faults: faults.told };
}

interface Placed {
  readonly node: JsonObject;
  readonly place: string;
}

class CtdlAsnReader {
  private readonly associations = new Map<string, AssociationText>();

  constructor(
    private readonly faults: Faults,
    private readonly leftovers: Leftovers,
  ) {}

  read(root: JsonObject) {
    const nodes = this.nodesOf(root);
    const [framework, ...others] = nodes.filter(({ node }) => typesOf(node).includes('ceasn:CompetencyFramework'));
    if (!framework) {
      const instead = 'CFDocument' in root || 'CFPackage' in root ? ' It looks like CASE.' : '';
      return void this.faults.tell('', `There is no ceasn:CompetencyFramework in the file.${instead}`);
    }
    for (const { place } of others) this.faults.tell(place, 'A file holds one framework.');
    const document = this.document(framework, nodes);
    const competencies = nodes.filter(({ node }) => typesOf(node).includes('ceasn:Competency'));
    const skills = competencies.map((competency) => this.skill(competency, document.language));
    this.children(framework, 'ceasn:hasTopChild', document.uri);
    competencies.forEach((competency, at) => this.associationsOf(competency, skills[at]?.uri ?? '', document.uri));
    for (const { node, place } of nodes) if (!isRead(node)) this.leftovers.leave(`node of type ${typesOf(node).join(', ') || 'none'}`, place);
    const associations = inFrameworkOrder([...this.associations.values()], document.uri, skills);
    return { framework: { ...document, skills, associations }, unmapped: this.leftovers.unmapped };
  }

  private nodesOf(root: JsonObject): Placed[] {
    const graph = root['@graph'];
    if (graph === undefined) return [{ node: compacted(root), place: '' }];
    return listOf(graph).flatMap((node, at) => {
      const place = `@graph[${at}]`;
      if (isObject(node)) return [{ node: compacted(node), place }];
      this.faults.tell(place, 'This is a node.');
      return [];
    });
  }

  private document({ node, place }: Placed, nodes: readonly Placed[]): FrameworkDocument {
    const language = languageIn(listOf(node['ceasn:inLanguage'])[0], 'und');
    const titles = textsOf(node['ceasn:name'], language, `${place}.ceasn:name`, this.faults);
    if (titles.length === 0) this.faults.tell(`${place}.ceasn:name`, 'A framework has a name.');
    const [publisher, ...more] = textsOf(node['ceasn:publisherName'], language, `${place}.ceasn:publisherName`, this.faults);
    if (more.length > 0) this.leftovers.leave('ceasn:publisherName beyond the first', place);
    const [stated] = listOf(node['ceasn:publicationStatusType']).map((one) => (isObject(one) ? (one['ceterms:targetNode'] ?? one['@id']) : one));
    const status = typeof stated === 'string' ? ctdlStatuses[`publicationStatus:${stated.split(/[:/]/).at(-1)}`] : undefined;
    if (stated !== undefined && !status) this.leftovers.leave(`ceasn:publicationStatusType ${String(stated)}`, place);
    this.check(node, place);
    return {
      format: 'CTDL_ASN',
      uri: this.address(node, place),
      identifier: null,
      language,
      titles,
      descriptions: textsOf(node['ceasn:description'], language, `${place}.ceasn:description`, this.faults),
      publisher: publisher?.text ?? null,
      status: status ?? null,
      rubrics: nodes.filter(({ node: one }) => typesOf(one).some((type) => ctdlRubricTypes.has(type))).map(({ node: one }) => one),
      more: othersOf(node, ctdlMembers.framework),
    };
  }

  private skill({ node, place }: Placed, language: string): SkillText {
    const names = textsOf(node['ceasn:competencyText'], language, `${place}.ceasn:competencyText`, this.faults);
    if (names.length === 0) this.faults.tell(`${place}.ceasn:competencyText`, 'A competency says what it is.');
    this.check(node, place);
    return {
      uri: this.address(node, place),
      identifier: null,
      code: textIn(node['ceasn:codedNotation'], `${place}.ceasn:codedNotation`, this.faults),
      type: textsOf(node['ceasn:competencyCategory'], language, `${place}.ceasn:competencyCategory`, this.faults)[0]?.text ?? null,
      names,
      descriptions: textsOf(node['ceasn:comment'], language, `${place}.ceasn:comment`, this.faults),
      alternatives: textsOf(node['ceasn:conceptKeyword'], language, `${place}.ceasn:conceptKeyword`, this.faults),
      more: othersOf(node, ctdlMembers.competency),
    };
  }

  private associationsOf(competency: Placed, uri: string, framework: string): void {
    for (const to of this.ends(competency, 'ceasn:isTopChildOf')) this.associate('CHILD_OF', uri, to);
    for (const [property, kind] of Object.entries(ctdlAssociations)) {
      for (const to of this.ends(competency, property)) if (kind !== 'PART_OF' || to !== framework) this.associate(kind, uri, to);
    }
    this.children(competency, 'ceasn:hasChild', uri);
  }

  private children(parent: Placed, property: string, uri: string): void {
    for (const child of this.ends(parent, property)) this.associate('CHILD_OF', child, uri);
  }

  /** Both sides may tell of an association; it is one. */
  private associate(kind: SkillAssociationKind, from: string, to: string): void {
    this.associations.set(JSON.stringify([kind, from, to]), { kind, from, to, more: {} });
  }

  private ends({ node, place }: Placed, property: string): string[] {
    return linksOf(node[property]).flatMap((link) => addressIn(link, `${place}.${property}`, this.faults) ?? []);
  }

  private address(node: JsonObject, place: string): string {
    const uri = addressIn(node['@id'], `${place}.@id`, this.faults);
    if (uri === null && !node['@id']) this.faults.tell(`${place}.@id`, 'This node has an address.');
    return uri ?? '';
  }

  private check(node: JsonObject, place: string): void {
    for (const name of ctdlDates) checkDate(node[name], `${place}.${name}`, this.faults);
    for (const name of Object.keys(node)) if (!name.startsWith('@') && !/^(ceasn|ceterms):/.test(name)) this.leftovers.leave(name, place);
  }
}

const isRead = (node: JsonObject): boolean => typesOf(node).some((type) => type === 'ceasn:CompetencyFramework' || type === 'ceasn:Competency' || ctdlRubricTypes.has(type));
