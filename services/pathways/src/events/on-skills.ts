import { skillFrameworkGenerationPublished } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { RecomputeStore } from '../progress/recompute.store.js';
import type { SkillClosureStore } from '../skill-closure/skill-closure.store.js';

/** What falls under what. Once the last part of a generation has come, whatever selects by skill is worked out anew. */
export const onSkills = (closure: SkillClosureStore, recompute: RecomputeStore): Listener =>
  listenTo(skillFrameworkGenerationPublished, async (tx, { tenantid, data }) => {
    const kept = await closure.keep(tx, tenantid, data);
    if (kept === 'changed') await recompute.skillsChanged(tx);
    return kept === 'stale' ? 'stale' : 'applied';
  });
