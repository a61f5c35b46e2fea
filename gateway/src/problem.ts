import type { Response } from 'express';

/** A refusal outside GraphQL, in the words of RFC 9457. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly retryable?: boolean;
}

/** Answers with `application/problem+json`; `code` and `docs` are those of GraphQL errors. */
export function sendProblem(response: Response, requestId: string, { status, code, detail, retryable = false }: Problem): void {
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ title: code, status, code, detail, retryable, requestId, docs: `/docs/errors#${code}` }));
}
