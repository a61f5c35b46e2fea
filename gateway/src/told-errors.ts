import type { Log } from '@cairn/telemetry';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { errorCodes } from './error-codes.js';

const internal = 'Something went wrong here. It was noted under the request id.';

/** The second mask (the first is in the subgraphs): only known codes keep their message, and only known members pass. */
export function toldErrors(errors: readonly GraphQLError[], requestId: string, log: Log): GraphQLFormattedError[] {
  return errors.map((error) => {
    const { code: given, service, serviceName, retryable } = error.extensions;
    const from = service ?? serviceName;
    const known = typeof given === 'string' && given in errorCodes && !(from && ofTheDocument.has(given));
    const code = known ? given : 'INTERNAL';
    if (!known) log.error({ err: error.originalError ?? error, requestId, subgraph: from }, 'an error was masked');
    return {
      message: code === 'INTERNAL' ? internal : error.message,
      ...(error.locations ? { locations: error.locations } : {}),
      ...(error.path ? { path: error.path } : {}),
      extensions: {
        code,
        retryable: retryable === true,
        requestId,
        docs: `/docs/errors#${code}`,
        ...(typeof from === 'string' ? { service: from } : {}),
      },
    };
  });
}

/** The client's document was valid; a subgraph that finds fault with the plan's own document is our mistake. */
const ofTheDocument = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']);

/** HTTP status of an answer: 200 as long as anything of the operation was answered. */
export function statusOf(data: unknown, errors: readonly GraphQLFormattedError[]): number {
  if (errors.length === 0 || (data !== null && data !== undefined && Object.values(data).some((part) => part !== null))) return 200;
  const status = errorCodes[String(errors[0]?.extensions?.code)]?.status ?? 500;
  // A masked fault inside an answered operation is partial data too.
  return data !== undefined && status === 500 ? 200 : status;
}
