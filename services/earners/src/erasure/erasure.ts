export const erasureReasons = ['PERSON_ASKED', 'CONSENT_WITHDRAWN', 'NO_LONGER_NEEDED', 'UNLAWFUL'] as const;
export type ErasureReason = (typeof erasureReasons)[number];

/** Services that keep something about persons, and have to confirm that it is gone. */
export const erasingServices = ['earners', 'pathways', 'verification'] as const;

/** An erasure and what was confirmed of it. */
export interface Erasure {
  readonly earner: string;
  readonly reason: ErasureReason;
  readonly requestedAt: Date;
  readonly confirmed: readonly { readonly service: string; readonly at: string }[];
}

/** How far an erasure has come: complete when the last of the services has confirmed. */
export function progressOf({ reason, requestedAt, confirmed }: Erasure) {
  const services = erasingServices.map((service) => {
    const at = confirmed.find((one) => one.service === service)?.at;
    return { service, confirmedAt: at === undefined ? null : new Date(at) };
  });
  const times = services.flatMap(({ confirmedAt }) => (confirmedAt ? [confirmedAt.getTime()] : []));
  return { reason, requestedAt, completedAt: times.length < services.length ? null : new Date(Math.max(...times)), services };
}
