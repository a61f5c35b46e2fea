import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import type { TransitionCount, Figure } from './figure.js';
import type { Question } from './question.js';
import { StackingStore } from './stacking.store.js';

/** Figures of one tenant, page by page. */
@Injectable()
export class StackingService {
  constructor(
    private readonly database: Database,
    private readonly store: StackingStore,
  ) {}

  figures(tenant: string, question: Question, after: string | null, limit: number): Promise<Figure[]> {
    return this.database.read({ tenant }, (tx) => this.store.figures(tx, tenant, question, after, limit));
  }

  transitions(tenant: string, asOf: string, after: readonly [number, string, string] | null, limit: number): Promise<TransitionCount[]> {
    return this.database.read({ tenant }, (tx) => this.store.transitions(tx, tenant, asOf, after, limit));
  }
}
