import type { LimitClasses } from '@cairn/gateway';

const ample = { points: 1_000_000_000, pointsPerSecond: 1_000_000, requestsPerSecond: 1_000_000 };

/** The gateway counts as always, and a bench is never told to wait. */
export const unthrottled: LimitClasses = { ANONYMOUS: ample, CLIENT: ample, PARTNER: ample, PROVIDER: ample };

/** The same as the setting `CAIRN_LIMITS` of a registry. */
export const unthrottledSetting = Object.keys(unthrottled).map((name) => `${name}=900000000/1000000/1000000`).join();
