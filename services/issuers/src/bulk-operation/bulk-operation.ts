import { accepted, type ContractName, type Decision, may, type Principal, refusal, refused, type Right } from '@cairn/access';

export const bulkFormats = ['JSONL', 'CSV', 'PARQUET'] as const;
export type BulkFormat = (typeof bulkFormats)[number];

/** SEALING: everything is written, and the file is being read once more for its checksum. It is told as RUNNING. */
export type BulkState = 'QUEUED' | 'RUNNING' | 'SEALING' | 'FINISHED' | 'FAILED' | 'CANCELLED' | 'EXPIRED';

/** Objects of one connection of the query. */
export interface BulkCount {
  readonly path: string;
  readonly objects: number;
}

/** Who asked, as far as it is needed to find out what he may do by now. */
export interface BulkCaller {
  readonly kind: 'CLIENT' | 'MEMBER';
  /** The API client or member. */
  readonly actor: string;
  /** The account of a member. */
  readonly account: string | null;
  /** What the caller's token was limited to; null: not limited. */
  readonly bound: readonly Right[] | null;
}

/** A query that runs in the background. */
export interface BulkOperation extends BulkCaller {
  readonly tenant: string;
  readonly id: string;
  /** Empty once the result has been removed: it may name people. */
  readonly query: string;
  readonly format: BulkFormat;
  /** Position to await before reading; null: none. */
  readonly after: string | null;
  readonly contract: ContractName;
  readonly state: BulkState;
  /** The event that told of the request: nothing was read before it. */
  readonly requestEvent: string;
  /** Parts of the file that count. */
  readonly parts: number;
  readonly counts: readonly BulkCount[];
  /** Of the parts that count. */
  readonly bytes: number;
  readonly sha256: string | null;
  readonly errorCode: string | null;
  readonly createdAt: Date;
  readonly completedAt: Date | null;
  readonly expiresAt: Date | null;
}

export const runningMax = 5;
export const queryLengthMax = 20_000;
const day = 86_400_000;
/** How long a result is kept. */
export const keptMs = 7 * day;
/** How long it is told that there was one. */
export const rememberedMs = 30 * day;

export const isOpen = (state: BulkState): boolean => state === 'QUEUED' || state === 'RUNNING' || state === 'SEALING';

export const objectsOf = (counts: readonly BulkCount[]): number => counts.reduce((sum, { objects }) => sum + objects, 0);

/** Who asked sees an operation, and who administers the tenant. */
export const maySee = (principal: Principal, { tenant, actor }: Pick<BulkOperation, 'tenant' | 'actor'>): boolean =>
  principal.tenant === tenant && (principal.actor === actor || may(principal, 'ADMINISTER'));

/** Only programs and staff of a tenant have something that is worth a background query. */
export function callerOf({ kind, actor, account, tenant, bound }: Principal): BulkCaller | undefined {
  if (tenant === null || actor === null || (kind !== 'CLIENT' && kind !== 'MEMBER')) return undefined;
  return { kind, actor, account, bound };
}

export function checkQueryText(query: string): Decision<string> {
  return query.length <= queryLengthMax
    ? accepted(query)
    : refused(refusal('INVALID_VALUE', `A query has at most ${queryLengthMax.toLocaleString('en')} characters.`, 'query'));
}

/** What a cancelled operation is; refused when it has ended. */
export function cancel(operation: BulkOperation, now: Date): Decision<BulkOperation> {
  if (!isOpen(operation.state)) return refused(refusal('BULK_OPERATION_STATE_INVALID', 'It has ended already.', 'id'));
  return accepted(ended(operation, 'CANCELLED', null, now));
}

/** An operation at its end. What it wrote is kept for seven days from now. */
export const ended = (operation: BulkOperation, state: 'FINISHED' | 'FAILED' | 'CANCELLED', errorCode: string | null, now: Date): BulkOperation => ({
  ...operation,
  state,
  errorCode,
  completedAt: now,
  expiresAt: new Date(now.getTime() + keptMs),
});

/** Whether what was written before the end is of use to anybody. */
export const hasPartialData = ({ state, format, parts }: BulkOperation): boolean =>
  (state === 'FAILED' || state === 'CANCELLED') && format !== 'PARQUET' && parts > 0;
