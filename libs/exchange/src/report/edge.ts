import type { Pathway } from '@cairn/requirements';

/** An edge of the order of a definition. */
export type Edge = NonNullable<Pathway['order']>[number];
