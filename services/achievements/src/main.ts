import { runService } from '@cairn/service';
import { createAchievementsApp } from './app.js';

await runService('achievements', createAchievementsApp);
