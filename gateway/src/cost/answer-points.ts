import { type GraphQLNamedType, getNamedType, isCompositeType, Kind, type OperationDefinitionNode, type SelectionSetNode, typeFromAST } from 'graphql';
import { limits } from '../limits/limits.js';
import type { Surroundings } from './operation-term.js';

/** What of an answer costs points: only the members in which entities, or fields with a price, can be. */
interface Shape {
  /** Points of each object that is there. */
  points: number;
  /** Points of the field wherever it was run, whatever came of it. */
  fixed: number;
  readonly members: Map<string, Shape>;
}

/** Counts the points of answers to one operation; made once the operation is known to be within the limits. */
export class AnswerPoints {
  private readonly root: Shape;

  constructor(operation: OperationDefinitionNode, around: Surroundings) {
    const root = around.schema.getRootType(operation.operation);
    this.root = { points: 0, fixed: 0, members: new Map() };
    if (root) new Shaping(around).add(operation.selectionSet, root, this.root);
    prune(this.root);
  }

  /** @param data of the answer; what has a fixed price is counted even when there is none */
  of(data: unknown): number {
    return membersOf(this.root, typeof data === 'object' && data !== null ? data : {});
  }
}

class Shaping {
  private readonly seen = new Map<Shape, Set<string>>();

  constructor(private readonly around: Surroundings) {}

  add(selectionSet: SelectionSetNode, parent: GraphQLNamedType, into: Shape): void {
    for (const selection of selectionSet.selections) {
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        const shape = shapeFor(into, selection.alias?.value ?? name);
        if (name === '__schema' || name === '__type') shape.fixed = limits.introspectionPoints;
        const definition = 'getFields' in parent ? parent.getFields()[name] : undefined;
        if (!definition || !('args' in definition)) continue;
        const type = getNamedType(definition.type);
        const weight = this.around.prices.ofField(parent.name, name);
        if (weight !== undefined) shape.fixed = weight;
        else if (isCompositeType(type)) shape.points = Math.max(shape.points, this.around.prices.ofObject(type));
        if (selection.selectionSet) this.add(selection.selectionSet, type, shape);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const type = selection.typeCondition ? typeFromAST(this.around.schema, selection.typeCondition) : parent;
        if (type) this.add(selection.selectionSet, type, into);
      } else this.addSpread(selection.name.value, into);
    }
  }

  /** A second use of a fragment in one place adds nothing to the shape. */
  private addSpread(name: string, into: Shape): void {
    const seen = this.seen.get(into) ?? new Set();
    if (seen.has(name)) return;
    this.seen.set(into, seen.add(name));
    const fragment = this.around.fragments.get(name);
    const type = fragment && typeFromAST(this.around.schema, fragment.typeCondition);
    if (type) this.add(fragment.selectionSet, type, into);
  }
}

function shapeFor(parent: Shape, key: string): Shape {
  let shape = parent.members.get(key);
  if (!shape) parent.members.set(key, (shape = { points: 0, fixed: 0, members: new Map() }));
  return shape;
}

/** @returns whether anything in the shape can cost points */
function prune(shape: Shape): boolean {
  for (const [key, member] of shape.members) if (!prune(member)) shape.members.delete(key);
  return shape.points > 0 || shape.fixed > 0 || shape.members.size > 0;
}

function membersOf(shape: Shape, object: object): number {
  let points = 0;
  for (const [key, member] of shape.members) {
    points += member.fixed + pointsOf(member, (object as Record<string, unknown>)[key]);
  }
  return points;
}

function pointsOf(shape: Shape, value: unknown): number {
  if (value === null || typeof value !== 'object') return 0;
  if (Array.isArray(value)) return value.reduce<number>((points, item) => points + pointsOf(shape, item), 0);
  return shape.points + (shape.members.size === 0 ? 0 : membersOf(shape, value));
}
