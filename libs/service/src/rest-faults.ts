import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { Response } from 'express';

const retryAfterSeconds = 1;

/**
 * What a REST route answers when its work threw: problem details (RFC 9457) without a word of the cause. A fault that
 * passes is 503 with `Retry-After`, so that nobody takes it for the document that was asked for, or for its absence.
 */
@Catch()
export class RestFaults implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (response.headersSent) return void response.destroy();
    if (error instanceof HttpException) return problem(response, error.getStatus(), codeOf(error.getStatus()), error.message);
    if (!passes(error)) return problem(response, 500, 'INTERNAL', 'Something went wrong here. It was recorded.');
    response.setHeader('Retry-After', retryAfterSeconds);
    problem(response, 503, error.code, 'This cannot be answered at present. Try again in a moment.');
  }
}

/** Faults of ours that say whether the same request may succeed later (see DatabaseBusy). */
const passes = (error: unknown): error is { code: string } =>
  error instanceof Error && 'retryable' in error && error.retryable === true && 'code' in error && typeof error.code === 'string';

function problem(response: Response, status: number, code: string, title: string): void {
  response.status(status).type('application/problem+json').send(JSON.stringify({ title, status, code }));
}

const codeOf = (status: number): string => (status === 404 ? 'NOT_FOUND' : status === 401 ? 'UNAUTHENTICATED' : 'BAD_USER_INPUT');
