import { FigureCounting } from './figure-counting.service.js';
import { ProtectedFigures } from './protected-figures.service.js';
import { PublishedFiguresResolver } from './published-figures.resolver.js';
import { PublishedFiguresStore } from './published-figures.store.js';
import { PublishingClock } from './publishing-clock.service.js';
import { Publishing } from './publishing.service.js';

/** Figures that readers may see who may not see exact ones. */
export const publishedFiguresProviders = [PublishedFiguresStore, FigureCounting, Publishing, PublishingClock, ProtectedFigures, PublishedFiguresResolver];
