import {
  type DocumentNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { documentRules } from './limits/document-rules.js';
import { limits } from './limits/limits.js';
import { limitExceeded } from './refused.js';

/** A document that may run. */
export interface CheckedDocument {
  readonly document: DocumentNode;
  readonly operations: readonly OperationDefinitionNode[];
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** Accepted documents kept for each contract, the oldest leaving first; at 2,000 tokens each they stay within some 100 MB at worst. */
const documentsMax = 1_000;

/** Parses and checks documents, each once. Refused ones are not kept: they cost little and are endless. */
export class Documents {
  private readonly checked = new Map<string, CheckedDocument>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** The document, or why it is refused; every such error means HTTP 400. */
  check(source: string): CheckedDocument | readonly GraphQLError[] {
    const known = this.checked.get(source);
    if (known) return known;
    const document = parsed(source);
    if (document instanceof GraphQLError) return [document];
    const beyond = validate(this.schema, document, documentRules, { maxErrors: 5 });
    const errors = beyond.length > 0 ? beyond : validate(this.schema, document, specifiedRules, { maxErrors: 20 });
    if (errors.length > 0) return errors.map(asRefusal);
    const checked = split(document);
    const [oldest] = this.checked.keys();
    if (this.checked.size >= documentsMax && oldest !== undefined) this.checked.delete(oldest);
    this.checked.set(source, checked);
    return checked;
  }
}

function parsed(source: string): DocumentNode | GraphQLError {
  try {
    return parse(source, { maxTokens: limits.tokens });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (error.message.includes('tokens. Parsing aborted')) return limitExceeded(`At most ${limits.tokens} tokens in a document.`);
    return withCode(error, 'GRAPHQL_PARSE_FAILED');
  }
}

function split(document: DocumentNode): CheckedDocument {
  const fragments = new Map<string, FragmentDefinitionNode>();
  const operations: OperationDefinitionNode[] = [];
  for (const definition of document.definitions) {
    if (definition.kind === Kind.OPERATION_DEFINITION) operations.push(definition);
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  return { document, operations, fragments };
}

/** What graphql-js says, and no more, where comparing equal fields with one another would take too long. */
const givenUp = 'Validation aborted.';

function asRefusal(error: GraphQLError): GraphQLError {
  if (error.message === givenUp) return limitExceeded('The same fields are selected too often in one place. Select each once.');
  return error.extensions.code === undefined ? withCode(error, 'GRAPHQL_VALIDATION_FAILED') : error;
}

const withCode = (error: GraphQLError, code: string): GraphQLError =>
  new GraphQLError(error.message, { nodes: error.nodes, source: error.source, positions: error.positions, extensions: { code } });
