/** Dated shapes of what tenants are told, the newest last. */
export const payloadVersions = ['2026-11-01'] as const;
export type PayloadVersion = (typeof payloadVersions)[number];
export const newestPayload: PayloadVersion = '2026-11-01';
