/** How far the clocks of our services may be apart, in ms: what happened so shortly before may be told. */
const clockSlackMs = 5 * 60_000;

/** Whether an event is to be told to those who are told since an instant. */
export const happenedSince = ({ occurredAt }: { readonly occurredAt: Date }, since: Date): boolean => occurredAt.getTime() >= since.getTime() - clockSlackMs;
