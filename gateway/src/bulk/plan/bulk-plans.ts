import type { BulkQueryFault, ContractName } from '@cairn/access';
import { getNamedType, type GraphQLNamedType, type GraphQLSchema, Kind, OperationTypeNode, print, type SelectionSetNode } from 'graphql';
import type { Contracts } from '../../contracts.js';
import type { CostRule } from '../../cost/cost-rule.js';
import { Documents } from '../../documents.js';
import { Refused } from '../../refused.js';
import { type BulkFormat, type BulkPlan, connectionsMax, type InnerConnection, type PageOperation, type Stage } from './bulk-plan.js';
import { hasNodeId } from './connection-type.js';
import { connectionsIn, type FoundConnection, responseName } from './connections-in.js';
import { objectSelection } from './object-selection.js';
import { firstPage, innerPage, type Page, withInner } from './page-document.js';
import { pageSizes } from './page-sizes.js';
import { PlanFault } from './plan-fault.js';
import { tableColumns } from './table-columns.js';
import { type PlainSelection, withoutFragments } from './without-fragments.js';

/** A message may quote the query, and goes to issuers in a header. */
const messageMax = 500;

/** Reads queries that are to run in the background: what their pages are, or what speaks against them. */
export class BulkPlans {
  private readonly documents = new Map<ContractName, Documents>();

  constructor(
    private readonly contracts: Contracts,
    private readonly cost: CostRule,
  ) {}

  /** @param contract what the query may speak of */
  of(contract: ContractName, query: string, format: BulkFormat): BulkPlan | readonly BulkQueryFault[] {
    try {
      return this.plan(this.contracts[contract].schema, this.selectionOf(contract, query), format);
    } catch (error) {
      if (error instanceof PlanFault) return [{ code: error.code, message: error.message.slice(0, messageMax) }];
      if (error instanceof Refused) return [{ code: 'BULK_QUERY_INVALID', message: `${error.code}: ${error.message}` }];
      throw error;
    }
  }

  private selectionOf(contract: ContractName, query: string): SelectionSetNode {
    let documents = this.documents.get(contract);
    if (!documents) this.documents.set(contract, (documents = new Documents(this.contracts[contract].schema)));
    const checked = documents.check(query);
    if (!('document' in checked)) throw new PlanFault('BULK_QUERY_INVALID', checked.map(({ message }) => message).join(' '));
    const [operation, ...others] = checked.operations;
    if (!operation || others.length > 0) throw new PlanFault('BULK_QUERY_INVALID', 'Give one query.');
    if (operation.operation !== OperationTypeNode.QUERY) throw new PlanFault('BULK_QUERY_INVALID', `A ${operation.operation} does not run in the background; give a query.`);
    if (operation.variableDefinitions?.length) throw new PlanFault('BULK_QUERY_INVALID', 'Write values into the query: it has no variables.');
    return withoutFragments(operation.selectionSet, checked.fragments);
  }

  private plan(schema: GraphQLSchema, selectionSet: SelectionSetNode, format: BulkFormat): BulkPlan {
    const root = schema.getQueryType();
    if (!root) throw new Error('the schema has no queries');
    const roots = connectionsIn(schema, selectionSet, root);
    nothingBeside(selectionSet, roots);
    const stages = roots.map((connection) => this.stage(schema, connection));
    if (stages.reduce((count, { inner }) => count + 1 + inner.length, 0) > connectionsMax) {
      throw new PlanFault('BULK_QUERY_TOO_DEEP', `At most ${connectionsMax} connections in a query.`);
    }
    return { stages, columns: format === 'JSONL' ? null : columnsOf(schema, roots, stages) };
  }

  private stage(schema: GraphQLSchema, connection: FoundConnection): Stage {
    const objects = objectSelection(connection);
    const { node } = connection.type;
    const inside = connectionsIn(schema, objects, node).map((one) => ({ connection: one, objects: objectSelection(one) }));
    if (inside.length > 0) canBeFoundAgain(node, objects);
    const name = connection.path.join('.');
    const inner = inside.map(({ connection: one, objects: own }): InnerConnection => {
      const [deeper] = connectionsIn(schema, own, one.type.node);
      if (deeper) throw new PlanFault('BULK_QUERY_TOO_DEEP', `\`${deeper.path.join('.')}\` stands on a third level; there are two.`);
      return { path: one.path, name: `${name}.${one.path.join('.')}`, rest: this.operation(innerPage(node.name, one, own)) };
    });
    return { path: connection.path, name, page: this.operation(firstPage(connection, withInner(objects, inside))), inner };
  }

  private operation(page: Page): PageOperation {
    return { ...page, query: print(page.document), ...pageSizes(page, this.cost) };
  }
}

/** What stands beside a connection would be lost, so it is refused. */
function nothingBeside(selectionSet: SelectionSetNode, roots: readonly FoundConnection[]): void {
  const kept = new Set(roots.flatMap(({ around, field }): PlainSelection[] => [...around, field]));
  const fields = new Set(roots.map(({ field }): PlainSelection => field));
  const walk = (set: SelectionSetNode): void => {
    for (const one of set.selections as readonly PlainSelection[]) {
      if (one.kind === Kind.FIELD && one.name.value === '__typename') continue;
      if (!kept.has(one)) throw new PlanFault('BULK_QUERY_WITHOUT_CONNECTION', `${one.kind === Kind.FIELD ? `\`${responseName(one)}\`` : 'A part of the query'} leads to no connection.`);
      if (!fields.has(one) && one.selectionSet) walk(one.selectionSet);
    }
  };
  walk(selectionSet);
  if (roots.length === 0) throw new PlanFault('BULK_QUERY_WITHOUT_CONNECTION', 'The query has no connection.');
}

function canBeFoundAgain(type: GraphQLNamedType, objects: SelectionSetNode): void {
  if (!hasNodeId(type)) throw new PlanFault('BULK_QUERY_TOO_DEEP', `An object of \`${type.name}\` has no id of its own, by which to go on with what is inside.`);
  const other = (objects.selections as readonly PlainSelection[]).find((one) => one.kind === Kind.FIELD && one.alias?.value === 'id' && one.name.value !== 'id');
  if (other) throw new PlanFault('BULK_QUERY_INVALID', 'Call no other field `id` where objects have connections inside.');
}

function columnsOf(schema: GraphQLSchema, [connection, ...others]: readonly FoundConnection[], stages: readonly Stage[]) {
  if (!connection || others.length > 0 || stages.some(({ inner }) => inner.length > 0)) throw new PlanFault('BULK_QUERY_NOT_FLAT', 'A table holds one connection without inner ones. Ask for JSONL.');
  return tableColumns(schema, objectSelection(connection), getNamedType(connection.type.node));
}
