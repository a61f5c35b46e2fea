import { happenedSince } from '../../told-event/happened-since.js';
import type { Due, Listening } from './webhook-event.store.js';
import type { ThinEvent } from '../../told-event/thin-event.js';

const listens = ({ tenant, eventTypes, createdAt }: Listening, event: ThinEvent): boolean =>
  tenant === event.tenant && eventTypes.includes(event.type) && happenedSince(event, createdAt);

/** The events that an endpoint asks for, enabled or not: those are kept, and can be sent later. */
export function wanted(events: readonly ThinEvent[], endpoints: readonly Listening[]): ThinEvent[] {
  const byTenant = Map.groupBy(endpoints, ({ tenant }) => tenant);
  return events.filter((event) => byTenant.get(event.tenant)?.some((endpoint) => listens(endpoint, event)));
}

/** Which enabled endpoint is told of which event. */
export function whoIsTold(events: readonly ThinEvent[], endpoints: readonly Listening[], newId: () => string): Due[] {
  const byTenant = Map.groupBy(endpoints.filter(({ state }) => state === 'ENABLED'), ({ tenant }) => tenant);
  return events.flatMap((event) =>
    (byTenant.get(event.tenant) ?? []).filter((endpoint) => listens(endpoint, event)).map(({ id }) => ({ tenant: event.tenant, id: newId(), endpoint: id, event: event.id })),
  );
}
