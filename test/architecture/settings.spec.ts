import { isTest, sources, withoutComments } from './tree.js';

test('settings are read in config.ts only, and by what starts or tests the registry', () => {
  const readers = sources('libs', 'services', 'gateway', 'deploy')
    .filter(({ path }) => !isTest(path) && !/(^|\/)config\.ts$/.test(path) && !/^(deploy|libs\/testkit)\//.test(path))
    .filter((file) => withoutComments(file).includes('process.env'));
  expect(readers.map(({ path }) => path)).toEqual([]);
});
