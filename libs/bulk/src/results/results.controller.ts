import { pipeline } from 'node:stream/promises';
import { actingOf } from '@cairn/access';
import { note } from '@cairn/audit';
import { asUuid, Database, type Uuid } from '@cairn/postgres';
import { GatewayOnly, RestFaults, statementOf } from '@cairn/service';
import type { Noun } from '@cairn/subgraph';
import { Controller, Get, NotFoundException, Param, Req, Res, type Type, UseFilters, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ImportChunkStore } from '../jobs/import-chunk.store.js';
import { ImportJobs } from '../jobs/import-jobs.js';
import { ImportRunner } from '../jobs/import-runner.js';
import { resultLines } from './result-lines.js';

const chunksPerRead = 5;

/** `GET /imports/<service>/<job id>/results`: what became of every line, streamed. */
export function resultsController(service: string): Type {
  @Controller(`imports/${service}`)
  @UseFilters(RestFaults)
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
      const statement = statementOf(request);
      const { tenant } = statement.principal;
      const job = tenant === null ? undefined : await this.jobs.findPublic(tenant, id);
      if (!job) throw new NotFoundException('There is no such import.');
      const { noun } = this.runner.kindOf(job.kind);
      const read = { tenant: job.tenant, action: 'read.import-results', subject: job.id, subjectKind: 'IMPORT_JOB', by: actingOf(statement) };
      await this.database.write({ tenant }, (tx) => note(tx, read));
      response.setHeader('Content-Type', 'application/x-ndjson');
      await pipeline(this.lines(tenant, asUuid(job.tenant), asUuid(job.id), noun), response);
    }

    /** The result lines of a job, a few chunks at a time; the pipeline asks for more when the client has read. */
    private async *lines(tenant: string | null, owner: Uuid, job: Uuid, noun: Noun): AsyncGenerator<string> {
      for (let number = 1; ; ) {
        const chunks = await this.database.read({ tenant }, (tx) => this.chunks.results(tx, owner, job, number, chunksPerRead));
        const last = chunks.at(-1);
        if (!last) return;
        for (const chunk of chunks) yield resultLines(noun, chunk.firstRow, chunk);
        number = last.number + 1;
      }
    }
  }
  return ResultsController;
}
