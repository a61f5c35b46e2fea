import type { Log } from '@cairn/telemetry';
import type { Form } from './form.js';
import type { Ask } from './view.js';

/** Whoever looks at the board. */
export interface Visitor {
  /** Whose figures are asked for; null for a program, which has one tenant, and for somebody of none. */
  readonly tenant: string | null;
  /** The tenants whose staff he belongs to; none for programs. */
  readonly tenants: readonly Membership[];
  /** Whether it was the board where he signed in. */
  readonly isSignedIn: boolean;
  readonly isKnown: boolean;
}

/** Who looks, at what, and how it is asked. */
export interface Visit {
  readonly visitor: Visitor;
  readonly ask: Ask;
  readonly form: Form;
  readonly log: Log;
}

interface Membership {
  readonly tenantId: string;
  readonly tenantName: string;
}

const query = 'query BoardVisitor { viewer { kind memberships { tenantId tenantName } } }';

/** Who somebody is, as the graph says, and for which tenant he looks: the one he chose, else his first. */
export async function visitorOf(ask: Ask, chosen: string | null, isSignedIn: boolean): Promise<Visitor> {
  const { viewer } = await ask<{ viewer: { kind: string; memberships: readonly Membership[] } | null }>(query, {});
  const tenants = viewer?.memberships ?? [];
  return { tenant: chosen ?? tenants[0]?.tenantId ?? null, tenants, isSignedIn, isKnown: viewer !== null && viewer.kind !== 'ANONYMOUS' };
}
