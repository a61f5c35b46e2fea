import { LOG } from '@cairn/service';
import type { Log } from '@cairn/telemetry';
import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { Response } from 'express';
import { BadgeFault, statusInfoOf } from './status-info.js';

/** Every fault on the way of an Open Badges request, as the standard has it told. */
@Catch()
export class BadgeFaults implements ExceptionFilter {
  constructor(@Inject(LOG) private readonly log: Log) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const fault = this.faultOf(error);
    if (fault.status === 500) this.log.error({ err: error }, 'an Open Badges request failed');
    if (response.headersSent) return void response.destroy();
    response.status(fault.status).set({ 'cache-control': 'no-store', ...fault.headers }).json(statusInfoOf(fault));
  }

  private faultOf(error: unknown): BadgeFault {
    if (error instanceof BadgeFault) return error;
    // Guards refuse whom the gateway did not send.
    if (error instanceof HttpException) return new BadgeFault(error.getStatus(), error.getStatus() === 401 ? 'unauthorizedrequest' : 'not_found', error.message);
    if (error instanceof Error && 'retryable' in error && error.retryable === true) {
      return new BadgeFault(503, 'server_busy', 'This cannot be answered at present. Try again in a moment.', { 'retry-after': '1' });
    }
    return new BadgeFault(500, 'internal_server_error', 'Something went wrong here. It was noted.');
  }
}
