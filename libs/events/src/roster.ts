import { z } from 'zod';
import { defineEvent } from './envelope.js';
import { id, instant } from './values.js';

/** A tenant's record that a person belongs to it, and to which of its groups (free keys). */
const entry = z.object({ rosterEntry: id, earner: id, groups: z.array(z.string()), at: instant });

export const rosterJoined = defineEvent('roster', 'joined', 1, entry);
export const rosterChanged = defineEvent('roster', 'changed', 1, entry);
export const rosterPaused = defineEvent('roster', 'paused', 1, entry);
export const rosterResumed = defineEvent('roster', 'resumed', 1, entry);
export const rosterLeft = defineEvent('roster', 'left', 1, entry);
