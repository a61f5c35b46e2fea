import { type FieldNode, getNamedType, type GraphQLNamedType, type GraphQLSchema, isCompositeType, Kind, type SelectionSetNode, typeFromAST } from 'graphql';
import { type ConnectionType, connectionOf, fieldOf, isList } from './connection-type.js';
import { PlanFault } from './plan-fault.js';
import type { PlainSelection } from './without-fragments.js';

/** A connection that a selection leads to. */
export interface FoundConnection {
  /** What stands around the field, the outermost first: fields and type conditions, without their selections. */
  readonly around: readonly PlainSelection[];
  readonly field: FieldNode;
  readonly type: ConnectionType;
  /** Response names down to the connection. */
  readonly path: readonly string[];
}

export const responseName = ({ alias, name }: FieldNode): string => (alias ?? name).value;

/** The connections in a selection, but none inside of another. Throws PlanFault for one that cannot be paged where it stands. */
export function connectionsIn(schema: GraphQLSchema, selectionSet: SelectionSetNode, parent: GraphQLNamedType): FoundConnection[] {
  const found: FoundConnection[] = [];
  const walk = (set: SelectionSetNode, type: GraphQLNamedType, around: readonly PlainSelection[], path: readonly string[], inList: string | undefined): void => {
    for (const selection of set.selections as readonly PlainSelection[]) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const narrower = selection.typeCondition ? typeFromAST(schema, selection.typeCondition) : type;
        if (narrower) walk(selection.selectionSet, narrower, [...around, selection], path, inList);
        continue;
      }
      const field = fieldOf(type, selection.name.value);
      if (!field || !selection.selectionSet) continue;
      const name = responseName(selection);
      const connection = connectionOf(field);
      const below = getNamedType(field.type);
      if (!connection) {
        if (isCompositeType(below)) walk(selection.selectionSet, below, [...around, selection], [...path, name], inList ?? (isList(field) ? name : undefined));
        continue;
      }
      if (inList !== undefined) throw new PlanFault('BULK_QUERY_TOO_DEEP', `\`${name}\` stands in the list \`${inList}\`, where it cannot be paged.`);
      const conditional = [...around, selection].find(({ directives = [] }) => directives.length > 0);
      if (conditional) throw new PlanFault('BULK_QUERY_INVALID', `Leave the directives at and around \`${name}\` out.`);
      const at = [...path, name];
      if (found.some((one) => one.path.join('.') === at.join('.'))) throw new PlanFault('BULK_QUERY_INVALID', `Select \`${at.join('.')}\` once.`);
      found.push({ around, field: selection, type: connection, path: at });
    }
  };
  walk(selectionSet, parent, [], [], undefined);
  return found;
}
