import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Public data sets for tests: `CAIRN_TEST_DATA`, else `shared/data` beside the checkout. They are no part of the project. */
export const publicDataFolder = process.env.CAIRN_TEST_DATA ?? fileURLToPath(new URL('../../../../shared/data', import.meta.url));

export interface PublicData {
  /** Of the file or folder, whether it is there or not. */
  readonly path: string;
  /** Why tests with it cannot run here, for `testUnless` and `describeUnless`; undefined when they can. */
  readonly missing: string | undefined;
}

/** A file or folder among the public data sets, as `oulad` or `esco/skillGroups_en.csv.gz`. */
export function publicData(name: string): PublicData {
  const path = join(publicDataFolder, name);
  return { path, missing: existsSync(path) ? undefined : `there is no ${path}; set CAIRN_TEST_DATA to the folder of the public data sets` };
}
