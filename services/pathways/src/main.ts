import { runService } from '@cairn/service';
import { createPathwaysApp } from './app.js';

await runService('pathways', createPathwaysApp);
