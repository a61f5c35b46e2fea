import type { Node, Pathway } from '@cairn/requirements';
import { field, type JsonObject, listIn, step, textIn } from '../reading/json-value.js';
import { Places } from '../reading/places.js';
import { Unreadable } from '../reading/unreadable.js';
import type { ImportedPathway } from '../report/imported.js';
import { References } from '../report/references.js';
import { Report } from '../report/report.js';
import { type OpenElement, openElement, referredTo } from './open-server-element.js';

/** One pathway of the open Badgr server: shared, and distinct badges, where that server counts assertions (pathways.md section 13). */
export class OpenServerReading {
  private readonly report = new Report();
  private readonly references = new References();
  private readonly places = new Places();
  private readonly elements: ReadonlyMap<string, OpenElement>;
  private readonly milestones = new Set<string>();

  constructor(
    private readonly pathway: JsonObject,
    private readonly pointer: string,
  ) {
    const elements = listIn(pathway, 'elements').map((value, at) => openElement(value, `${pointer}/elements${step(at)}`));
    this.elements = new Map(elements.map((element) => [element.id, element]));
  }

  read(): ImportedPathway {
    const root = this.elements.get(referredTo(field(this.pathway, 'rootElement')) ?? '');
    if (!root) throw new Unreadable('NOT_THIS_FORMAT', 'the rootElement is not among the elements', `${this.pointer}/rootElement`);
    const node = this.places.within(root.id, root.pointer, () => this.way(root));
    const requirements = node.kind === 'all' && 'of' in node ? (node.of as Node[]) : [node];
    const title = textIn(this.pathway, 'name') ?? root.name;
    if (root.completionBadge !== null) this.report.mapped(root.pointer, 'the completion badge of the root completes the pathway');
    const completion = root.completionBadge === null ? {} : { completion: { achievement: this.references.achievement(root.completionBadge, title, 'BadgeClass') } };
    const definition: Pathway = { language: 'cairn-pathway/1', ...(title === null ? {} : { title }), requirements, policy: { sharing: 'shared' }, ...completion };
    return { source: textIn(this.pathway, '@id') ?? root.id, title, pathway: definition, report: this.report.findings, references: this.references.all };
  }

  private element(element: OpenElement): Node {
    return this.places.within(element.id, element.pointer, () => {
      const node = this.way(element);
      if (element.completionBadge === null || this.milestones.has(element.id)) return node;
      this.milestones.add(element.id);
      this.report.mapped(element.pointer, 'its completion badge is a milestone, which nobody is given automatically: who has it keeps it');
      return { ...node, milestone: { achievement: this.references.achievement(element.completionBadge, element.name, 'BadgeClass'), autoIssue: false } };
    });
  }

  private way(element: OpenElement): Node {
    const { junction, pointer } = element;
    const id = this.places.id(element.id);
    const title = element.name === null ? {} : { title: element.name };
    if (!junction) {
      this.report.approximated(pointer, 'has no requirements, so nobody ever completes it there: nor here');
      return { id, kind: 'any', of: [], ...title };
    }
    const named = [...new Set(junction.named)];
    if (named.length < junction.named.length) this.report.approximated(`${pointer}/requirements`, 'names the same thing twice: it counts once');
    const of = named.map((one) => (junction.over === 'BADGES' ? this.award(one, element.id) : this.named(one, pointer)));
    if (junction.requiredNumber === null) {
      this.report.mapped(pointer, `Conjunction: all ${of.length}`);
      return { id, kind: 'all', of, ...title };
    }
    this.report.mapped(pointer, `Disjunction: ${junction.requiredNumber} of ${of.length}${junction.over === 'BADGES' ? ' badges, each counted once' : ''}`);
    return { id, kind: 'nOf', n: junction.requiredNumber, of, ...title };
  }

  private named(id: string, pointer: string): Node {
    const element = this.elements.get(id);
    if (element) return this.element(element);
    this.report.refused(`${pointer}/requirements`, `the element ${id} is not in the document, so nobody completes it`);
    return { id: this.places.id(id), kind: 'any', of: [] };
  }

  private award(badge: string, element: string): Node {
    return { id: this.places.id(`${element}.b`), kind: 'award', achievement: this.references.achievement(badge, null, 'BadgeClass') };
  }
}
