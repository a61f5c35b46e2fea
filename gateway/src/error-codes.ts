/** What is told of a code in `errors[].extensions.code`, on /docs/errors. */
export interface ErrorCode {
  /** HTTP status when the operation as a whole fails with it. */
  readonly status: number;
  /** What it means and what to do, in English. */
  readonly meaning: string;
}

/** Every code the graph answers with outside `userErrors` (api.md section 4). Anything else is masked as INTERNAL. */
export const errorCodes: Readonly<Record<string, ErrorCode>> = {
  GRAPHQL_PARSE_FAILED: { status: 400, meaning: 'The document is not GraphQL. Correct it; the message says where.' },
  GRAPHQL_VALIDATION_FAILED: { status: 400, meaning: 'The document asks for something the schema does not have.' },
  BAD_REQUEST: { status: 400, meaning: 'The HTTP request is not one operation in JSON.' },
  BAD_USER_INPUT: { status: 400, meaning: 'A variable or argument is not acceptable, for example `first` outside 1 to 100.' },
  DIMENSION_NOT_ALLOWED: { status: 400, meaning: 'The metric is not told apart by this dimension, or not by these together. The message and `metricCatalogue` say by which it is.' },
  SCOPE_NOT_ALLOWED: { status: 400, meaning: 'The metric is not added up for so narrow a scope. The message says for which it is.' },
  INVALID_CURSOR: { status: 400, meaning: 'The cursor or position belongs to another tenant, order or filter. Start again without it.' },
  LIMIT_EXCEEDED: { status: 400, meaning: 'The document is too deep or too large: 12 levels, 30 aliases, 2,000 tokens, 20 directives, 20 root fields, 5 fields that verify or claim.' },
  COST_EXCEEDED: { status: 400, meaning: 'The answer could cost more than 1,000 points or hold more than 25,000 nodes. Ask for smaller pages.' },
  THROTTLED: { status: 429, meaning: 'The points or requests of this client are used up for now. Wait for `Retry-After` seconds; `extensions.cost` says what an operation costs.' },
  PERSISTED_QUERY_NOT_FOUND: { status: 200, meaning: 'No document of this hash is known for the client. Send the text with the hash once, or publish it.' },
  OPERATION_NOT_STORED: { status: 403, meaning: 'The client may send stored operations only. Publish the operation with `publishOperations`.' },
  PAYLOAD_TOO_LARGE: { status: 413, meaning: 'The body of the request is above 100 KB. Send files through uploads.' },
  UNAUTHENTICATED: { status: 401, meaning: 'The API key is missing or unknown. Send `Authorization: Bearer <key>`.' },
  FORBIDDEN: { status: 403, meaning: 'The caller may not run this operation.' },
  NOT_FOUND: { status: 404, meaning: 'There is nothing at this address.' },
  POSITION_NOT_REACHED: { status: 200, meaning: 'The awaited write has not arrived at this service yet. Try again.' },
  POSITION_EXPIRED: { status: 410, meaning: 'The position of the change feed is older than what is kept. Start again with a snapshot.' },
  SUBGRAPH_UNAVAILABLE: { status: 200, meaning: 'The service behind this part of the data cannot be reached. The rest of the answer holds. Try again later.' },
  DEADLINE_EXCEEDED: { status: 200, meaning: 'The service behind this part of the data did not answer in time. A write may have been done all the same.' },
  OVERLOADED: { status: 503, meaning: 'Too much is going on at once. Try again in a moment.' },
  DATABASE_UNAVAILABLE: { status: 503, meaning: 'The service cannot reach its data. Try again in a moment.' },
  INTERNAL: { status: 500, meaning: 'Something went wrong here. It was noted under the request id.' },
};
