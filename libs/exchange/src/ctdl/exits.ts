import type { Node, Pathway } from '@cairn/requirements';
import { conditionsOf } from './component.js';
import { classOf } from './component-class.js';
import type { CtdlReading } from './ctdl-reading.js';
import type { Thing } from './graph.js';
import { standsFor } from './stands-for.js';

type OffRamp = NonNullable<Pathway['offRamps']>[number];

/** Credentials with conditions that the destination does not ask for are other destinations of the same pathway: its exits. */
export function exitsOf(reading: CtdlReading, pathway: Thing, destination: Thing | null): OffRamp[] {
  if (!destination) return [];
  const isOfAnother = (thing: Thing): boolean => thing.addresses('isPartOf').length > 0 && !thing.addresses('isPartOf').includes(pathway.id);
  return reading.graph.all.flatMap((component): OffRamp[] => {
    const own = standsFor(component, reading.graph);
    if (component === destination || reading.nodesOf.has(component.id) || own.kind !== 'ACHIEVEMENT') return [];
    if (classOf(component) !== 'CredentialComponent' || component.of('hasCondition').length === 0 || isOfAnother(component)) return [];
    if (component.addresses('isDestinationComponentFor').length > 0) return [];
    reading.exits.add(component.id);
    const achievement = reading.references.achievement(own.iri, own.name, own.type);
    reading.report.mapped(component.pointer, 'a credential beside the destination: an exit, which is asked for');
    const id = reading.places.id(component.id);
    const title = component.name === null ? {} : { title: component.name };
    return [{ id, ...title, node: exitNode(reading, component, id), achievement, when: 'request' }];
  });
}

/** A condition that the pathway asks for anyway is referred to; any other is written out. */
function exitNode(reading: CtdlReading, component: Thing, id: string): Node | { readonly ref: string } {
  const conditions = component.placed('hasCondition');
  const [condition] = conditions.flatMap((value) => reading.graph.target(value) ?? []);
  const known = condition && conditions.length === 1 ? (reading.conditionsAt.get(condition.id) ?? placeOfOnly(reading, condition)) : undefined;
  if (known !== undefined) return { ref: known };
  const [only, ...more] = conditionsOf(reading, component);
  return only && more.length === 0 ? only : { id: reading.places.id(`${id}.all`), kind: 'all', of: only ? [only, ...more] : [] };
}

/** The place of the one component that a condition asks for and says nothing of. */
function placeOfOnly(reading: CtdlReading, condition: Thing): string | undefined {
  const [target, ...others] = condition.placed('targetComponent').flatMap((value) => reading.graph.target(value) ?? []);
  if (!target || others.length > 0 || condition.named || condition.terms.length > 1) return undefined;
  const [place, ...more] = reading.nodesOf.get(target.id) ?? [];
  return more.length === 0 ? place : undefined;
}
