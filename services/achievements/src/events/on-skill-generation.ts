import { skillFrameworkGenerationPublished } from '@cairn/events';
import { type Listener, listenTo } from '@cairn/messaging';
import type { CatalogueStore } from '../catalogue/catalogue.store.js';

/** What falls under what has changed: the catalogue follows, once, when the last part has come. The closure is there by then. */
export const onSkillGeneration = (catalogue: CatalogueStore): Listener =>
  listenTo(skillFrameworkGenerationPublished, async (tx, { data: { part, parts } }) => {
    if (part === parts) await catalogue.refreshSkills(tx);
    return 'applied';
  });
