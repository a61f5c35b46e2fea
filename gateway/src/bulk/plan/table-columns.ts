import { getNamedType, type GraphQLNamedType, type GraphQLSchema, isCompositeType, Kind, type SelectionSetNode, typeFromAST } from 'graphql';
import { fieldOf, isList } from './connection-type.js';
import { responseName } from './connections-in.js';
import { PlanFault } from './plan-fault.js';
import type { PlainSelection } from './without-fragments.js';

/** A column of a table. */
export interface TableColumn {
  /** Response names joined by `_`. */
  readonly name: string;
  readonly path: readonly string[];
  readonly kind: 'TEXT' | 'WHOLE' | 'NUMBER' | 'TRUTH' | 'INSTANT' | 'JSON';
}

const kinds: Readonly<Record<string, TableColumn['kind']>> = { Int: 'WHOLE', Float: 'NUMBER', Boolean: 'TRUTH', DateTime: 'INSTANT', JSON: 'JSON' };

/** The columns of objects: their plain values, and those of objects in them. Throws PlanFault for lists, and for two columns of one name. */
export function tableColumns(schema: GraphQLSchema, selectionSet: SelectionSetNode, parent: GraphQLNamedType): TableColumn[] {
  const columns = new Map<string, TableColumn>();
  const walk = (set: SelectionSetNode, type: GraphQLNamedType, path: readonly string[]): void => {
    for (const selection of set.selections as readonly PlainSelection[]) {
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const narrower = selection.typeCondition ? typeFromAST(schema, selection.typeCondition) : type;
        if (narrower) walk(selection.selectionSet, narrower, path);
        continue;
      }
      const at = [...path, responseName(selection)];
      const field = fieldOf(type, selection.name.value);
      if (field && isList(field)) throw new PlanFault('BULK_QUERY_NOT_FLAT', `\`${at.join('.')}\` is a list, which has no place in a table. Ask for JSONL, or leave it out.`);
      const below = field && getNamedType(field.type);
      if (below && selection.selectionSet && isCompositeType(below)) walk(selection.selectionSet, below, at);
      else add({ name: at.join('_'), path: at, kind: kinds[below?.name ?? 'String'] ?? 'TEXT' });
    }
  };
  const add = (column: TableColumn): void => {
    const known = columns.get(column.name);
    // The same value may be selected twice, as under two type conditions.
    if (known && (known.path.join('.') !== column.path.join('.') || known.kind !== column.kind)) {
      throw new PlanFault('BULK_QUERY_NOT_FLAT', `Two columns would be called \`${column.name}\`: give one of them an alias.`);
    }
    columns.set(column.name, column);
  };
  walk(selectionSet, parent, []);
  return [...columns.values()];
}
