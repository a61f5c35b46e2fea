import { createHash } from 'node:crypto';
import { accepted, type Decision, type Refusal, refusal, refused } from '@cairn/access';
import { GraphQLError, Kind, parse } from 'graphql';

/** A document that a client may send by its hash alone (GraphQL over HTTP, `documentId`). */
export interface StoredOperation {
  readonly tenant: string;
  /** The API client. */
  readonly client: string;
  /** SHA-256 of the text, in hexadecimal. */
  readonly hash: string;
  readonly name: string;
  readonly text: string;
  readonly publishedAt: Date;
}

/** An operation as given. */
export interface OperationText {
  readonly name: string;
  readonly text: string;
}

const operationsMax = 250;
const nameMax = 200;
const textMax = 20_000;
const tokensMax = 2_000;

/** The hash of a document: over its UTF-8 text as it is, so that anybody computes the same. */
export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Operations fit to be stored, one for each hash; the last name counts. What the schema says of them is checked when they are sent. */
export function checkOperations(operations: readonly OperationText[]): Decision<readonly (OperationText & { readonly hash: string })[]> {
  if (operations.length === 0 || operations.length > operationsMax) {
    return refused(refusal('INVALID_VALUE', `Give 1 to ${operationsMax} operations.`, 'operations'));
  }
  const refusals = operations.flatMap(({ name, text }, at) => [...faultOfName(name, at), ...faultOfText(text, at)]);
  if (refusals.length > 0) return refused(...refusals);
  return accepted([...new Map(operations.map(({ name, text }) => [hashOf(text), { name: name.trim(), text, hash: hashOf(text) }])).values()]);
}

function faultOfName(name: string, at: number): Refusal[] {
  const { length } = name.trim();
  return length >= 1 && length <= nameMax ? [] : [refusal('INVALID_VALUE', `A name has 1 to ${nameMax} characters.`, 'operations', String(at), 'name')];
}

function faultOfText(text: string, at: number): Refusal[] {
  const field = ['operations', String(at), 'text'];
  if (text.length > textMax) return [refusal('INVALID_VALUE', `A document has at most ${textMax.toLocaleString('en')} characters.`, ...field)];
  try {
    const { definitions } = parse(text, { maxTokens: tokensMax, noLocation: true });
    const operations = definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
    return operations.length === 1 ? [] : [refusal('INVALID_VALUE', 'A document holds exactly one operation.', ...field)];
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    return [refusal('INVALID_VALUE', `The document is not GraphQL: ${error.message}`, ...field)];
  }
}
