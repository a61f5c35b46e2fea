import { AsyncLocalStorage } from 'node:async_hooks';
import type { Principal } from './principal.js';
import type { RequestStatement } from './statement.js';

/** Who acts, and in which request: what the audit trail says of a deed. */
export interface Acting {
  readonly kind: Principal['kind'] | 'OPERATOR' | 'REGISTRY';
  /** Bare id of the API client, member or account; null for the registry itself and for callers nobody knows. */
  readonly actor: string | null;
  readonly request: string | null;
  /** Bare id of the tenant acted for; null where no tenant acts: operators, persons, nobody, the registry itself. */
  readonly tenant: string | null;
}

const registry: Acting = { kind: 'REGISTRY', actor: null, request: null, tenant: null };

const current = new AsyncLocalStorage<Acting>();

/** The request of a deed; null where it goes on after the request, as imports do. */
type Asked = Pick<RequestStatement, 'principal'> & { readonly requestId: string | null };

export const actingOf = ({ principal, requestId }: Asked): Acting => ({
  kind: principal.operator ? 'OPERATOR' : principal.kind,
  actor: principal.actor,
  request: requestId,
  tenant: principal.operator ? null : principal.tenant,
});

/** Runs a request's work so that `whoActs` tells of it wherever it goes on from here. */
export const actingFor = <T>(asked: Asked, work: () => T): T => current.run(actingOf(asked), work);

/** Runs what follows from events or from the clock, whichever request woke it. */
export const registryActing = <T>(work: () => T): T => current.run(registry, work);

/** Who acts here. Work that serves several requests at once keeps what this said when each of them came. */
export const whoActs = (): Acting => current.getStore() ?? registry;
