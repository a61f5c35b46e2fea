import type { Row } from '../format/sink.js';
import type { InnerConnection, Stage } from '../plan/bulk-plan.js';
import { PAGE } from '../plan/page-document.js';

/** A page of a connection as it was answered. */
export interface AnsweredPage {
  readonly nodes: readonly (Row | null)[];
  readonly [PAGE]: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** An object, and the first page of each connection inside it. */
export interface AnsweredObject {
  readonly row: Row;
  readonly inside: readonly { readonly inner: InnerConnection; readonly page: AnsweredPage }[];
}

/** What stands at a path of an answer; undefined where something before it is null or of another type. */
export function at(data: unknown, path: readonly string[]): unknown {
  let value = data;
  for (const name of path) value = (value as Row | null | undefined)?.[name];
  return value;
}

/** The objects of a page, each without the connections inside it, which follow in lines of their own. */
export const objectsOf = (page: AnsweredPage, { inner }: Stage): AnsweredObject[] =>
  page.nodes.filter((node) => node !== null).map((node) => ({
    inside: inner.flatMap((one) => {
      const found = at(node, one.path) as AnsweredPage | null | undefined;
      return found ? [{ inner: one, page: found }] : [];
    }),
    row: inner.reduce<Row>((row, { path }) => without(row, path), node),
  }));

/** Lines of a connection inside the object of that id. */
export const innerRows = (page: AnsweredPage, parent: unknown): Row[] => page.nodes.filter((node) => node !== null).map((node) => ({ ...node, __parentId: parent }));

/** An object without what stands at the path, and without what is empty by that. */
function without(row: Row, [name = '', ...rest]: readonly string[]): Row {
  const { [name]: value, ...others } = row;
  if (rest.length === 0 || typeof value !== 'object' || value === null) return rest.length === 0 ? others : row;
  const left = without(value as Row, rest);
  return Object.keys(left).length === 0 ? others : { ...row, [name]: left };
}
