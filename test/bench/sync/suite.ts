import type { Effort, Report } from '../figure.js';
import { measured, type Part } from '../suite.js';
import { bulkInFigures, bulkKillFigures } from './bulk.js';
import { copyFigures } from './feed-copy.js';
import { feedFigures } from './feed.js';
import { webhookFigures } from './webhooks.js';

const parts: Record<string, Part> = {
  bulk: bulkInFigures,
  kill: bulkKillFigures,
  feed: feedFigures,
  copy: copyFigures,
  webhooks: webhookFigures,
};

/** The figures of partners in sync: what comes in, what is told, and that nothing is lost or told twice. */
export const sync = (effort: Effort, only: readonly string[]): Promise<Report> => measured('sync', parts, effort, only);
