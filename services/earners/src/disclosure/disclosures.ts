import { note, type Noted } from '@cairn/audit';
import { Database } from '@cairn/postgres';
import type { GraphContext } from '@cairn/subgraph';
import { Injectable } from '@nestjs/common';
import type { Earner } from '../earner/earner.js';

/** What a third party can be shown of a person: as the trail calls it. */
export type Disclosed = 'read.earner-names' | 'read.earner-minority' | 'read.nomination-statements' | 'read.earner-identifiers' | 'read.earner-by-identifier' | 'read.earner-data' | 'read.submission';

/** Whose data: a record of a tenant, and the account of the person who has claimed it. */
type Whose = Pick<Earner, 'id' | 'tenant'> & { readonly account: string | null };

type Shown = Map<Disclosed, Map<string, Whose>>;

/**
 * Notes whose personal data a request is shown, unless they are the reader's own: one entry for each kind of data, in one
 * statement, before the answer leaves. No entry, no answer.
 */
@Injectable()
export class Disclosures {
  private readonly shown = new WeakMap<GraphContext, Shown>();

  constructor(private readonly database: Database) {}

  show(context: GraphContext, what: Disclosed, ...earners: readonly Whose[]): void {
    const { account } = context.principal;
    const others = earners.filter((earner) => earner.account === null || earner.account !== account);
    if (others.length === 0) return;
    const shown: Shown = this.shown.get(context) ?? new Map();
    const ofKind = shown.get(what) ?? new Map<string, Whose>();
    for (const earner of others) ofKind.set(earner.id, earner);
    this.shown.set(context, shown.set(what, ofKind));
    context.beforeAnswer(Disclosures, () => this.note(shown));
  }

  private async note(shown: Shown): Promise<void> {
    const deeds = [...shown].flatMap(([what, earners]) => disclosuresOf(what, [...earners.values()]));
    for (const tenant of new Set(deeds.map((deed) => deed.tenant))) {
      await this.database.write({ tenant }, (tx) => note(tx, ...deeds.filter((deed) => deed.tenant === tenant)));
    }
  }
}

/** An entry for each tenant whose earners were shown; its subject is the earner, or the tenant where there are several. */
export function disclosuresOf(action: string, earners: readonly Pick<Earner, 'id' | 'tenant'>[]): Noted[] {
  return [...new Set(earners.map(({ tenant }) => tenant))].map((tenant) => {
    const shown = earners.filter((earner) => earner.tenant === tenant);
    const [only] = shown;
    const subject = shown.length === 1 && only ? { subject: only.id, subjectKind: 'EARNER' } : { subject: tenant, subjectKind: 'TENANT' };
    return { tenant, action, ...subject, earners: shown.map(({ id }) => id) };
  });
}
