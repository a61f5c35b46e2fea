import { fileURLToPath } from 'node:url';

/** Public data sets for tests; they are no part of the project, and specs skip with a reason when they are not there. */
export const dataFolder = process.env.CAIRN_TEST_DATA ?? fileURLToPath(new URL('../../../../../shared/data', import.meta.url));
