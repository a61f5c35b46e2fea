import type { Log } from '@cairn/telemetry';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { Request, Response } from 'express';
import { LOG } from './platform.js';
import { type Problem, sendProblem } from './problem.js';

const retryAfterSeconds = 1;

/**
 * What a REST route answers when its work threw: problem details without a word of the cause. A fault that passes is 503
 * with `Retry-After`, so that nobody takes it for the document that was asked for, or for its absence.
 */
@Catch()
export class RestFaults implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const response = http.getResponse<Response>();
    const refused = error instanceof HttpException;
    if (!refused) this.log.error({ err: error, method: http.getRequest<Request>().method }, 'a request failed');
    if (response.headersSent) return void response.destroy();
    if (refused) return sendProblem(response, { status: error.getStatus(), code: codes[error.getStatus()] ?? 'BAD_REQUEST', detail: error.message });
    if (passes(error)) response.setHeader('Retry-After', retryAfterSeconds);
    sendProblem(response, passes(error) ? { status: 503, code: error.code, detail: 'This cannot be answered at present. Try again in a moment.' } : unforeseen);
  }
}

const codes: Readonly<Record<number, string>> = { 401: 'UNAUTHENTICATED', 403: 'FORBIDDEN', 404: 'NOT_FOUND' };

const unforeseen: Problem = { status: 500, code: 'INTERNAL', detail: 'Something went wrong here. It was noted.' };

/** Faults of ours that say whether the same request may succeed later (see DatabaseBusy). */
const passes = (error: unknown): error is { code: string } =>
  error instanceof Error && 'retryable' in error && error.retryable === true && 'code' in error && typeof error.code === 'string';
