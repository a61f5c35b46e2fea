import { runService } from '@cairn/service';
import { createVerificationApp } from './app.js';

await runService('verification', createVerificationApp);
