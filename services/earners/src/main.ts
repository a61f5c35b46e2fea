import { runService } from '@cairn/service';
import { createEarnersApp } from './app.js';

await runService('earners', createEarnersApp);
