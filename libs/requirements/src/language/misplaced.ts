import { type DefinitionRefusal, refusalAt } from './definition-refusal.js';
import type { Maintenance, Node, Pathway } from './pathway.js';
import { type Placed, placedEdges, placedNodes } from './places.js';

/** What the schema cannot say of single fields: ids that stand twice, fields that mean nothing where they stand, names that no table can have. */
export function misplaced(pathway: Pathway): DefinitionRefusal[] {
  const nodes = [...placedNodes(pathway)];
  return [
    ...twice(nodes.map(({ part, path }) => ({ id: part.id, path })), 'node'),
    ...twice((pathway.offRamps ?? []).map(({ id }, at) => ({ id, path: ['offRamps', String(at)] })), 'exit'),
    ...nodes.flatMap(inNode),
    ...(pathway.maintenance ? inCycle(pathway.maintenance, ['maintenance']) : []),
    ...[...placedEdges(pathway)].flatMap(({ part, path }) =>
      part.within !== undefined && part.mode !== 'corequisite' ? [refusalAt('FIELD_MISPLACED', [...path, 'within'], 'Only corequisites have `within`: take it away, or change the mode.')] : [],
    ),
    ...reservedNames(pathway),
  ];
}

function twice(named: readonly { readonly id: string; readonly path: readonly string[] }[], noun: string): DefinitionRefusal[] {
  const seen = new Set<string>();
  return named.flatMap(({ id, path }) => {
    const isFirst = !seen.has(id);
    seen.add(id);
    return isFirst ? [] : [refusalAt('DUPLICATE_ID', [...path, 'id'], `There is another ${noun} with the id ${id}: rename one of them.`)];
  });
}

function inNode({ part, path, inCycle: isAskedOfCycle }: Placed): DefinitionRefusal[] {
  const floors = 'floors' in part ? (part.floors ?? []) : [];
  const found = floors.flatMap(({ per }, at) =>
    per !== undefined && !isAskedOfCycle ? [refusalAt('FIELD_MISPLACED', [...path, 'floors', String(at), 'per'], 'Only what a cycle asks has sub-periods: take `per` away, or put the node inside maintain.')] : [],
  );
  return part.kind === 'maintain' ? [...found, ...inCycle(part, path)] : found;
}

function inCycle({ anchor, carryOver, node }: Maintenance, path: readonly string[]): DefinitionRefusal[] {
  const found: DefinitionRefusal[] = [];
  if (anchor.on === 'award' && anchor.achievement === undefined) found.push(refusalAt('FIELD_MISSING', [...path, 'anchor', 'achievement'], 'An anchor on an award names its achievement.'));
  if (anchor.on === 'date' && anchor.date === undefined) found.push(refusalAt('FIELD_MISSING', [...path, 'anchor', 'date'], 'An anchor on a date names it.'));
  if (carryOver && node.kind !== 'sum') found.push(refusalAt('FIELD_MISPLACED', [...path, 'carryOver'], 'Only a sum has a surplus to carry over.'));
  return found;
}

/** Names by which something is looked up. */
function reservedNames(pathway: Pathway): DefinitionRefusal[] {
  const { conversions = [], maxSharedMeasure } = pathway.policy;
  const names: (readonly [name: string | undefined, path: readonly string[]])[] = [
    ...conversions.flatMap(({ from, to }, at) => [[from, ['policy', 'conversions', String(at), 'from']], [to, ['policy', 'conversions', String(at), 'to']]] as const),
    [maxSharedMeasure?.measure, ['policy', 'maxSharedMeasure', 'measure']],
    ...[...placedNodes(pathway)].flatMap(({ part, path }) => namesIn(part).map(([name, keys]) => [name, [...path, ...keys]] as const)),
  ];
  return names.flatMap(([name, path]) => (name !== undefined && name in Object.prototype ? [refusalAt('NAME_RESERVED', path, `Nothing is called ${name}: choose another name.`)] : []));
}

function namesIn(node: Node): (readonly [string | undefined, readonly string[]])[] {
  if (node.kind === 'sum') return [[node.measure, ['measure']]];
  if (node.kind !== 'award' || !node.minResult) return [];
  const { scale, atLeast } = node.minResult;
  return [[scale, ['minResult', 'scale']], [typeof atLeast === 'string' ? atLeast : undefined, ['minResult', 'atLeast']]];
}
