import { note } from '@cairn/audit';
import { Database } from '@cairn/postgres';
import type { GraphContext } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';

/** What was read, as the trail calls it. */
type Read = { readonly tenant: string; readonly id: string } & (
  | { readonly action: 'read.misconduct-case'; readonly kind: 'MISCONDUCT_CASE' }
  | { readonly action: 'read.appeal'; readonly kind: 'APPEAL' }
);

/**
 * Notes which cases those who judge them have read, in one statement, before the answer leaves. No entry, no answer. The entries
 * are the tenant's alone: in the earner's own trail they would tell him who sits on the committee, and of a report before he is given notice.
 */
@Injectable()
export class CaseReadings {
  private readonly read = new WeakMap<GraphContext, Map<string, Read>>();

  constructor(private readonly database: Database) {}

  show(context: GraphContext, read: Read): void {
    const all = this.read.get(context) ?? new Map<string, Read>();
    this.read.set(context, all.set(read.id, read));
    context.beforeAnswer(CaseReadings, () => this.note(read.tenant, [...all.values()]));
  }

  /** Who judges acts for one tenant, so all of them are its. */
  private async note(tenant: string, read: readonly Read[]): Promise<void> {
    await this.database.write({ tenant }, (tx) => note(tx, ...read.map(({ id, action, kind }) => ({ tenant, action, subject: id, subjectKind: kind }))));
  }
}
