import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Composition, compositionFiles, composeTree } from './compose.js';

/**
 * `npm run compose`: writes gateway/supergraph.graphql and gateway/contracts. With `--check` it writes nothing. Ends
 * with 1 on a fault of composition, a hint, or (checking) a committed file that differs.
 */
function run(check: boolean): number {
  const composed = composeTree();
  if ('faults' in composed) {
    for (const fault of composed.faults) console.error(fault);
    return 1;
  }
  const stale = (Object.keys(compositionFiles) as (keyof Composition)[]).filter((file) => {
    const url = compositionFiles[file];
    return !existsSync(url) || readFileSync(url, 'utf8') !== composed[file];
  });
  for (const file of stale) {
    const path = fileURLToPath(compositionFiles[file]);
    if (check) console.error(`${path} is not what composition yields: run \`npm run compose\`.`);
    else writeFileSync(path, composed[file]);
  }
  return check && stale.length > 0 ? 1 : 0;
}

process.exitCode = run(process.argv.includes('--check'));
