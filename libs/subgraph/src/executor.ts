import { actingFor, type Principal, type RequestStatement } from '@cairn/access';
import type { Log } from '@cairn/telemetry';
import {
  execute,
  type DocumentNode,
  type ExecutionResult,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { Fault } from './fault.js';
import { GraphContext } from './graph-context.js';
import { storableTextRule, unstorableVariable } from './storable-text.js';

export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
}

/** Waits until this service has applied a write of another one. */
export interface PositionGate {
  reached(token: string, waitMs: number): Promise<'reached' | 'late' | 'invalid'>;
}

/** What callers may do by now: a right may have been withdrawn since the gateway asked. */
export interface RightsInForce {
  /** @param writes whether the caller is about to change something */
  of(principal: Principal, writes: boolean): Promise<Principal>;
}

/** Believes the gateway's statement as it is: for issuers, whose own answer it is. */
export const asStated: RightsInForce = { of: (principal) => Promise.resolve(principal) };

/** Documents kept parsed and validated; the gateway sends few distinct ones. */
const documentsMax = 2_000;

/** The gateway refuses such texts before; this one does not rely on it. */
const rules = [...specifiedRules, storableTextRule];

/**
 * Runs a subgraph's operations. The same code answers the gateway in one process and over HTTP: parsed documents are
 * kept, positions are awaited before anything is read or written, resolvers see the caller with the rights in force, and what is not a Fault
 * is masked.
 */
export class SubgraphExecutor {
  private readonly documents = new Map<string, DocumentNode | readonly GraphQLError[]>();

  constructor(
    private readonly service: string,
    private readonly schema: GraphQLSchema,
    private readonly gate: PositionGate,
    private readonly rights: RightsInForce,
    private readonly log: Log,
  ) {
    forgetBeforeWrites(schema);
  }

  async execute(request: SubgraphRequest, statement: RequestStatement): Promise<ExecutionResult> {
    const document = this.document(request.query);
    if (!('kind' in document)) return { errors: document };
    const unstorable = unstorableVariable(request.variables ?? {});
    if (unstorable) return { data: null, errors: [this.mask(unstorable, statement)] };
    const operation = getOperationAST(document, request.operationName);
    if (statement.awaitPosition !== null) {
      const outcome = await this.gate.reached(statement.awaitPosition, statement.awaitMs);
      if (outcome !== 'reached') return { data: null, errors: [this.toError(positionFault(outcome), statement)] };
    }
    const writes = operation?.operation === OperationTypeNode.MUTATION;
    const caller = await this.rights.of(statement.principal, writes).catch((error: Error) => new GraphQLError(error.message, { originalError: error }));
    if (caller instanceof GraphQLError) return { data: null, errors: [this.mask(caller, statement)] };
    const context = new GraphContext({ ...statement, principal: caller });
    return actingFor(statement, () => this.answer(document, request, context, statement));
  }

  /** Nothing of an answer leaves unless what has to be done before is done (see GraphContext.beforeAnswer). */
  private async answer(document: DocumentNode, { variables, operationName }: SubgraphRequest, context: GraphContext, statement: RequestStatement) {
    const result = (await execute({ schema: this.schema, document, variableValues: variables, operationName, contextValue: context })) as ExecutionResult;
    try {
      await context.settle();
    } catch (error) {
      const cause = error instanceof Error ? error : new Error('work before an answer failed');
      return { data: null, errors: [this.mask(new GraphQLError(cause.message, { originalError: cause }), statement)] };
    }
    if (!result.errors) return result;
    return { data: result.data, errors: result.errors.map((error) => this.mask(error, statement)) };
  }

  private document(query: string): DocumentNode | readonly GraphQLError[] {
    let document = this.documents.get(query);
    if (!document) {
      try {
        const parsed = parse(query, { noLocation: true });
        const errors = validate(this.schema, parsed, rules);
        document = errors.length > 0 ? errors : parsed;
      } catch (error) {
        document = [error as GraphQLError];
      }
      if (this.documents.size >= documentsMax) this.documents.clear();
      this.documents.set(query, document);
    }
    return document;
  }

  private mask(error: GraphQLError, statement: RequestStatement): GraphQLError {
    const cause = error.originalError;
    if (cause === undefined || cause === null) return this.toError(error, statement, error);
    if (isFault(cause)) return this.toError(cause, statement, error);
    this.log.error({ err: cause, requestId: statement.requestId, path: error.path?.join('.') }, 'a resolver failed');
    return this.toError(new Fault('INTERNAL', 'Something went wrong here. It was noted under the request id.'), statement, error);
  }

  private toError(fault: Error & { code?: string; retryable?: boolean }, statement: RequestStatement, at?: GraphQLError): GraphQLError {
    const code = (at?.extensions.code as string | undefined) ?? fault.code ?? 'BAD_USER_INPUT';
    return new GraphQLError(fault.message, {
      path: at?.path,
      extensions: {
        code,
        retryable: fault.retryable ?? false,
        service: this.service,
        requestId: statement.requestId,
        docs: `/docs/errors#${code}`,
      },
    });
  }
}

/** Of several mutations in one operation each reads what those before it wrote. */
function forgetBeforeWrites(schema: GraphQLSchema): void {
  for (const field of Object.values(schema.getMutationType()?.getFields() ?? {})) {
    const { resolve } = field;
    if (!resolve) continue;
    field.resolve = (source, args, context: GraphContext, info) => {
      context.forget();
      return resolve(source, args, context, info);
    };
  }
}

/** Our own faults, and those of the platform that carry a public code (OVERLOADED and the like). */
const publicCodes: Record<string, string> = {
  OVERLOADED: 'Too much is going on at once. Try again in a moment.',
  DATABASE_UNAVAILABLE: 'The service cannot reach its data. Try again in a moment.',
};

function isFault(error: Error & { code?: string; retryable?: boolean }): boolean {
  if (error instanceof Fault) return true;
  const message = error.code === undefined ? undefined : publicCodes[error.code];
  if (message === undefined || error.retryable !== true) return false;
  error.message = message;
  return true;
}

const positionFault = (outcome: 'late' | 'invalid'): Fault =>
  outcome === 'late'
    ? new Fault('POSITION_NOT_REACHED', 'The write has not arrived here yet. Try again.', true)
    : new Fault('BAD_USER_INPUT', '`cairn-await-position` is not a position of this registry.');
