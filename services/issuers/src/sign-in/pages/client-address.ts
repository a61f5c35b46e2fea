import type { Request } from 'express';

/** Set by the gateway, which alone reaches these pages. */
export const ADDRESS_HEADER = 'cairn-client-address';

/** The address a request came from, as the gateway saw it. */
export const clientAddress = (request: Request): string => (request.header(ADDRESS_HEADER) ?? 'unknown').slice(0, 64);
