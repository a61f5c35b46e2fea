import { ImportJobs, JobLoop } from '@cairn/bulk';
import { Database } from '@cairn/postgres';
import { LOG } from '@cairn/service';
import type { Log } from '@cairn/telemetry';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { SkillImportWork } from './skill-import.work.js';
import { SkillJobStore } from './skill-job.store.js';

/** Has imports and adoptions of frameworks run. */
@Injectable()
export class SkillJobRunner implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly loop: JobLoop;

  constructor(
    database: Database,
    jobs: SkillJobStore,
    work: SkillImportWork,
    private readonly imports: ImportJobs,
    @Inject(LOG) log: Log,
  ) {
    this.loop = new JobLoop(database, log, {
      name: 'skill import',
      open: (tx, limit) => jobs.open(tx, limit),
      run: (tenant, id, signal) => work.run(tenant, id, signal),
    });
  }

  onModuleInit(): void {
    this.imports.welcome('DESIGN');
  }

  onApplicationBootstrap(): void {
    this.loop.start();
  }

  onModuleDestroy(): Promise<void> {
    return this.loop.stop();
  }

  /** Looks for jobs to run. */
  wake(): void {
    this.loop.wake();
  }
}
