import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';

const require = createRequire(import.meta.url);

/** A require function whose modules of one package belong to it alone. */
export type PrivateRequire = (module: string) => unknown;

/**
 * Loads modules of a CommonJS package anew for the caller alone, so that what the caller changes in them is not seen by whoever
 * else uses the package in this process: the judges of our output have to be judges.
 *
 * @param version the only version of the package that is taken; any other is a fault of the build
 */
export function withPrivateModules<T>(packageName: string, version: string, load: (privately: PrivateRequire) => T): T {
  const manifest = require.resolve(`${packageName}/package.json`);
  const found = (require(manifest) as { version: string }).version;
  if (found !== version) {
    throw new Error(`${packageName} ${found} is installed, but only ${version} was compared with its own unchanged form`);
  }
  const folder = dirname(manifest) + sep;
  const isOurs = (file: string): boolean => file.startsWith(folder) && !file.slice(folder.length).includes('node_modules');
  const before = takeOut(isOurs);
  try {
    return load((module) => require(`${packageName}/${module}`));
  } finally {
    takeOut(isOurs);
    for (const [file, module] of before) require.cache[file] = module;
  }
}

function takeOut(isOurs: (file: string) => boolean): [string, NodeJS.Module][] {
  const taken: [string, NodeJS.Module][] = [];
  for (const [file, module] of Object.entries(require.cache)) {
    if (!module || !isOurs(file)) continue;
    taken.push([file, module]);
    delete require.cache[file];
  }
  return taken;
}
