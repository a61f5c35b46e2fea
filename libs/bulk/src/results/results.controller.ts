import { once } from 'node:events';
import { asUuid, Database } from '@cairn/postgres';
import { GatewayOnly, statementOf } from '@cairn/service';
import { Controller, Get, NotFoundException, Param, Req, Res, type Type, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ImportChunkStore } from '../jobs/import-chunk.store.js';
import { ImportJobs } from '../jobs/import-jobs.js';
import { ImportRunner } from '../jobs/import-runner.js';
import { resultLines } from './result-lines.js';

const chunksPerRead = 5;

/** `GET /imports/<service>/<job id>/results`: what became of every line, streamed. */
export function resultsController(service: string): Type {
  @Controller(`imports/${service}`)
  @UseGuards(GatewayOnly)
  class ResultsController {
    constructor(
      private readonly database: Database,
      private readonly jobs: ImportJobs,
      private readonly chunks: ImportChunkStore,
      private readonly runner: ImportRunner,
    ) {}

    @Get(':job/results')
    async results(@Param('job') id: string, @Req() request: Request, @Res() response: Response): Promise<void> {
      const { tenant } = statementOf(request).principal;
      const job = tenant === null ? undefined : await this.jobs.findPublic(tenant, id);
      if (!job) throw new NotFoundException('There is no such import.');
      const { noun } = this.runner.kindOf(job.kind);
      response.setHeader('Content-Type', 'application/x-ndjson');
      for (let number = 1; !response.destroyed; ) {
        const chunks = await this.database.read({ tenant }, (tx) => this.chunks.results(tx, asUuid(job.tenant), job.id, number, chunksPerRead));
        const last = chunks.at(-1);
        if (!last) break;
        for (const chunk of chunks) {
          if (!response.write(resultLines(noun, chunk.firstRow, chunk))) await Promise.race([once(response, 'drain'), once(response, 'close')]);
        }
        number = last.number + 1;
      }
      response.end();
    }
  }
  return ResultsController;
}
