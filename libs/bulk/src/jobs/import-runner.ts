import type { Right } from '@cairn/access';
import { Database } from '@cairn/postgres';
import { CLOCK, LOG } from '@cairn/service';
import type { Clock, Log } from '@cairn/telemetry';
import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { ImportKind } from '../import-kind.js';
import { ImportAttempts } from './import-attempts.js';
import { ImportJobStore } from './import-job.store.js';
import { ImportWork } from './import-work.js';
import { JobLoop } from './job-loop.js';

/** Knows the kinds of import, and has their jobs run. */
@Injectable()
export class ImportRunner implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly kinds = new Map<string, ImportKind>();
  private readonly loop: JobLoop;

  constructor(database: Database, jobs: ImportJobStore, work: ImportWork, attempts: ImportAttempts, @Inject(CLOCK) clock: Clock, @Inject(LOG) log: Log) {
    this.loop = new JobLoop(database, log, {
      name: 'import',
      open: (tx, limit) => jobs.open(tx, new Date(clock.now()), limit),
      run: (tenant, id, signal) => attempts.counted(tenant, id, signal, () => work.run(tenant, id, (kind) => this.kindOf(kind), signal)),
    });
  }

  register(kind: ImportKind): void {
    this.kinds.set(kind.kind, kind);
  }

  kindOf(name: string): ImportKind {
    const kind = this.kinds.get(name);
    if (!kind) throw new Error(`no import kind ${name} was registered`);
    return kind;
  }

  /** The rights that some kind asks for. */
  rights(): Right[] {
    return [...new Set([...this.kinds.values()].map(({ right }) => right))];
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
