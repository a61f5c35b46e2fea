import { appendEvents } from '@cairn/messaging';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { submissionChangedEvent } from '../../events/publishes-submissions.js';
import { CaseMovesStore } from './case-moves.store.js';

/** Cases that move in one statement. */
const atOnce = 500;

/** When a version follows another one for editorial reasons only, open cases are judged by the new one. */
@Injectable()
export class VersionFollowing {
  constructor(private readonly moves: CaseMovesStore) {}

  /** Part of hearing of the version: all of the cases move, or none. */
  async follow(tx: Tx, tenant: string, from: string, to: string, at: Date): Promise<void> {
    for (;;) {
      const moved = await this.moves.follow(tx, tenant, { from, to, at, limit: atOnce });
      await appendEvents(tx, moved.map((submission) => submissionChangedEvent(submission, 'moved')));
      if (moved.length < atOnce) return;
    }
  }
}
