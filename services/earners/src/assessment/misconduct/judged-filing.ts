import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { type CaseNode, ReviewNodes } from '../review/review-nodes.js';
import { ReviewQueueStore } from '../review/review-queue.store.js';

/** What was filed, blind, for those who judge on misconduct or on an appeal. That they may was decided. */
@Injectable()
export class JudgedFiling {
  constructor(
    private readonly database: Database,
    private readonly queues: ReviewQueueStore,
    private readonly nodes: ReviewNodes,
  ) {}

  async of(tenant: string, submission: string): Promise<CaseNode | null> {
    const [row] = await this.database.read({ tenant }, (tx) => this.queues.byIds(tx, tenant, [submission]));
    return row ? { ...this.nodes.ofRow(row), openTo: 'JUDGES' } : null;
  }
}
