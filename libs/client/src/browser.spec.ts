import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const bundled = (contents: string) =>
  build({ stdin: { contents, resolveDir: fileURLToPath(new URL('.', import.meta.url)), loader: 'ts' }, bundle: true, minify: true, write: false, format: 'esm', platform: 'browser', target: 'es2022', logLevel: 'silent' });

test('the client is bundled for browsers, small and without anything of Node', async () => {
  const { outputFiles } = await bundled(`export * from './index.js'`);
  expect(outputFiles[0]?.contents.length).toBeLessThan(25_000);
  await expect(bundled(`export * from './index.js'; export { readFileSync } from 'node:fs'`)).rejects.toThrow(/node:fs/);
});

test('a page that only asks carries no more than asking takes', async () => {
  const { outputFiles } = await bundled(`import { RegistryClient, searchAchievements } from './index.js'; console.log(RegistryClient, searchAchievements)`);
  expect(outputFiles[0]?.contents.length).toBeLessThan(10_000);
});
