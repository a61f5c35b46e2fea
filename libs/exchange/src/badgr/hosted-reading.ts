import type { Node, Pathway } from '@cairn/requirements';
import { Places } from '../reading/places.js';
import type { ImportedPathway } from '../report/imported.js';
import { References } from '../report/references.js';
import { Report } from '../report/report.js';
import { type Ask, elementNode } from './element.js';
import type { CountRule, HostedElement } from './hosted-element.js';

/** One pathway of a hosted export, read from its root (pathways.md section 13). */
export class HostedReading {
  private readonly report = new Report();
  private readonly references = new References();
  private readonly places = new Places();
  private readonly byId = new Map<string, HostedElement>();
  private readonly milestones = new Set<string>();
  private readonly met = new Set<string>();

  constructor(private readonly root: HostedElement) {
    this.index(root);
  }

  read(): ImportedPathway {
    const { root, report } = this;
    const own = root.completionBadge;
    const node = this.places.within(root.id, root.pointer, () => this.way(root));
    const either = this.withShortcuts(root, node, false);
    if (own !== null && root.completionIsShortcut) {
      report.approximated(root.pointer, 'the badge of the whole pathway is no shortcut to itself: it would count towards being given');
    }
    if (own !== null) report.mapped(root.pointer, 'the completion badge of the root completes the pathway');
    const requirements = either === node && node.kind === 'all' && 'of' in node ? (node.of as Node[]) : [either];
    const completion = own === null ? {} : { completion: { achievement: this.references.achievement(own, root.name, 'BadgeClass') } };
    const title = root.name === null ? {} : { title: root.name };
    const pathway: Pathway = { language: 'cairn-pathway/1', ...title, requirements, policy: { sharing: 'shared' }, ...completion };
    return { source: root.id, title: root.name, pathway, report: report.findings, references: this.references.all };
  }

  private index(element: HostedElement): void {
    if (this.byId.has(element.id)) this.report.approximated(element.pointer, `the element ${element.id} is there twice; others refer to the first`);
    else this.byId.set(element.id, element);
    for (const child of element.children) this.index(child);
  }

  /** An element at one of its places, with its shortcuts and its milestone. */
  private element(element: HostedElement, optional: boolean): Node {
    const node = this.places.within(element.id, element.pointer, () => this.withShortcuts(element, this.withMilestone(element, this.way(element)), true));
    if (this.met.has(element.id)) this.report.approximated(element.pointer, 'is asked for at several places: a node for each, and what is held counts at all of them');
    this.met.add(element.id);
    if (optional) this.report.mapped(element.pointer, 'not required for its parent: shown, never counted');
    return optional ? { ...node, optional } : node;
  }

  /** What the element asks for, without its shortcuts. A rule over nothing is none. */
  private way(element: HostedElement): Node {
    const id = this.places.id(element.id);
    const title = element.name === null ? {} : { title: element.name };
    const asks = [this.children(element), this.others(element), this.badges(element)].flatMap((ask) => ask ?? []);
    if (asks.length === 0) this.report.approximated(element.pointer, 'asks for nothing, so everybody has completed it: publishing is refused if it gives a badge');
    else this.report.mapped(element.pointer, asks.length === 1 ? 'one rule' : `${asks.length} rules, all of which have to hold`);
    return { ...elementNode(id, asks, (part) => this.places.id(part)), ...title };
  }

  private children({ children, childRule }: HostedElement): Ask | null {
    if (children.length === 0) return null;
    return this.ask(childRule, children.map((child) => this.element(child, childRule.all && !child.requiredForParent)));
  }

  private others({ others, otherRule, pointer }: HostedElement): Ask | null {
    if (others.length === 0) return null;
    const nodes = others.map((other, at): Node => {
      const element = this.byId.get(other);
      if (element) return this.element(element, false);
      this.report.refused(`${pointer}/requirements/nonChildElementRequirements/elementIds/${at}`, `the element ${other} is not in the document; somebody has to attest it until the rule is written`);
      return { id: this.places.id(other), kind: 'attested', by: 'issuer', title: `Element ${other}`.slice(0, 200) };
    });
    return this.ask(otherRule, nodes);
  }

  private badges({ badges, badgeRule, pointer, id }: HostedElement): Ask | null {
    const distinct = [...new Set(badges)];
    if (distinct.length < badges.length) this.report.approximated(`${pointer}/requirements/badgeRequirements`, 'names a badge twice: badges are counted, not how often they are named');
    if (distinct.length === 0) return null;
    return this.ask(badgeRule, distinct.map((badge) => this.award(badge, id)));
  }

  private ask(rule: CountRule, of: readonly Node[]): Ask {
    return rule.all ? { kind: 'all', n: of.length, of } : { kind: 'nOf', n: rule.atLeast, of };
  }

  private award(badge: string, element: string): Node {
    return { id: this.places.id(`${element}.b`), kind: 'award', achievement: this.references.achievement(badge, null, 'BadgeClass') };
  }

  private withMilestone(element: HostedElement, node: Node): Node {
    const badge = element.completionBadge;
    if (badge === null || this.milestones.has(element.id)) return node;
    this.milestones.add(element.id);
    this.report.mapped(element.pointer, 'its completion badge is a milestone, which nobody is given automatically: who has it keeps it');
    return { ...node, milestone: { achievement: this.references.achievement(badge, element.name, 'BadgeClass'), autoIssue: false } };
  }

  /** Badges that stand for the whole element, whatever of it was done. */
  private withShortcuts(element: HostedElement, node: Node, ownToo: boolean): Node {
    const own = ownToo && element.completionIsShortcut && element.completionBadge !== null ? [element.completionBadge] : [];
    const badges = [...new Set([...own, ...element.shortcuts])];
    if (badges.length === 0) return node;
    this.report.mapped(element.pointer, `a shortcut: ${badges.length === 1 ? 'a badge' : `any of ${badges.length} badges`} in place of the whole element`);
    const title = element.name === null ? {} : { title: element.name };
    return { id: this.places.id(`${element.id}.or`), kind: 'any', of: [node, ...badges.map((badge) => this.award(badge, `${element.id}.short`))], ...title };
  }
}
