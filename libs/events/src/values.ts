import { z } from 'zod';

/** Values that several events carry. Ids are bare UUIDs; only the public surface adds prefixes. */
export const id = z.uuid();
export const instant = z.iso.datetime();
export const date = z.iso.date();
export const duration = z.string().regex(/^P/);
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
