export { inBackground, isInBackground } from './background.js';
export { instant, systemClock, today, type Clock } from './clock.js';
export { openLog, type Log } from './log.js';
export { keepOutOfLogs } from './without-secrets.js';
export { logLostPromises } from './lost-promises.js';
