import type { Response } from 'express';

/** What a service's own routes refuse with, in the words of RFC 9457. `code` is one of docs/errors. */
export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
}

/** Answers with problem details. */
export function sendProblem(response: Response, { status, code, detail }: Problem): void {
  response
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: `/docs/errors#${code}`, title: code, status, code, detail }));
}
