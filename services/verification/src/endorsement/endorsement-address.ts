import { uuidOf } from '@cairn/subgraph';

/** Public address of an endorsement, and the id of its document. */
export const endorsementUrlOf = (publicUrl: string, id: string): string => `${publicUrl}/e/end_${id}`;

/** The bare id behind `end_…`, with or without `.json`. */
export const endorsementInName = (name: string): string | undefined => uuidOf('Endorsement', name.replace(/\.json$/, ''));
