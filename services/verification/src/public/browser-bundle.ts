import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2019 } from 'ajv/dist/2019.js';
import standalone from 'ajv/dist/standalone/index.js';
import * as formats from 'ajv-formats';
import { build, type Plugin } from 'esbuild';

const require = createRequire(import.meta.url);
const browser = fileURLToPath(new URL('../../browser', import.meta.url));
const library = dirname(dirname(fileURLToPath(import.meta.resolve('@cairn/credentials'))));
const librarySource = join(library, 'src');
/** Modules that the library asks for by name, beside those that a bundler sees. */
const jsonldModules = ['lib/context.js', 'lib/ContextResolver.js', 'lib/jsonld.js'];

let made: Promise<Buffer> | undefined;

/** The script, made once in a process. */
export const bundled = (): Promise<Buffer> => (made ??= bundle());

/**
 * The script of the public pages: the library by which this registry verifies, as it is, over a few lines that stand for what Node has and a
 * browser has not. Schemas are compiled here, so that nothing is made into code over there.
 *
 * @returns a JavaScript module; takes a second or two of one core
 */
async function bundle(): Promise<Buffer> {
  const { outputFiles } = await build({
    entryPoints: [join(browser, 'main.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2023',
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
    inject: [join(browser, 'shims/globals.ts')],
    define: { 'import.meta.url': '"https://library.invalid/src/a/module.js"', global: 'globalThis' },
    plugins: [nodeShims, await embeddedFiles(), await compiledSchemas(), ownJsonld, leaveOutUnused],
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild made no file');
  return Buffer.from(file.contents);
}

const nodeShims: Plugin = {
  name: 'what Node has',
  setup({ onResolve }) {
    onResolve({ filter: /^(node:)?(crypto|zlib)$/ }, ({ path }) => ({ path: join(browser, 'shims', `${path.replace('node:', '')}.ts`), sideEffects: false }));
  },
};

/** Contexts and the names of schemas, for `readFileSync`. */
async function embeddedFiles(): Promise<Plugin> {
  const contexts = await filesIn('contexts');
  const schemas = [...(await filesIn('schemas'))].map(([name, text]) => [name, JSON.stringify({ $id: idOf(text) })] as const);
  const contents = `const files = ${JSON.stringify(Object.fromEntries([...contexts, ...schemas]))};
export const readFileSync = (url) => files[url.pathname.split('/').pop()];`;
  return virtual('files', /^node:fs$/, contents, 'js');
}

const filesIn = async (folder: string): Promise<Map<string, string>> => {
  const names = (await readdir(join(library, folder))).filter((name) => name.endsWith('.json'));
  return new Map(await Promise.all(names.map(async (name) => [name, await readFile(join(library, folder, name), 'utf8')] as const)));
};

const idOf = (schema: string): string => (JSON.parse(schema) as { $id: string }).$id;

/** Stands for ajv: what it would make of each schema is made now. */
async function compiledSchemas(): Promise<Plugin> {
  const ajv = new Ajv2019({ strict: false, allErrors: false, code: { source: true, esm: true } });
  formats.default.default(ajv);
  const schemas = [...(await filesIn('schemas')).values()].map((text) => JSON.parse(text) as { $id: string; $defs?: object });
  for (const schema of schemas) ajv.addSchema(schema);
  const keys = schemas.flatMap(({ $id, $defs = {} }) => [$id, ...('EndorsementCredential' in $defs ? [`${$id}#/$defs/EndorsementCredential`] : [])]);
  const validators = Object.fromEntries(keys.map((key, at) => [`validator${at}`, key]));
  const contents = `${standalone.default(ajv, validators)}
const made = { ${keys.map((key, at) => `${JSON.stringify(key)}: validator${at}`).join(', ')} };
export class Ajv2019 {
  addSchema() {}
  compile({ $id, $ref }) { return made[$id ?? $ref]; }
}`;
  const ajvItself = virtual('schemas', /^ajv\/dist\/2019\.js$/, contents, 'js');
  const formatsItself = virtual('formats', /^ajv-formats$/, 'export default { default() {} };', 'js');
  return { name: 'schemas', setup: async (builder) => void (await ajvItself.setup(builder), await formatsItself.setup(builder)) };
}

/** In a page nobody else uses jsonld, so its modules are the library's own. */
const ownJsonld: Plugin = {
  name: 'jsonld',
  setup({ onLoad }) {
    const folder = dirname(require.resolve('jsonld/package.json'));
    const loaders = jsonldModules.map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(join(folder, name))})`);
    onLoad({ filter: /canonical\/private-modules\.ts$/ }, () => ({
      contents: `const modules = { ${loaders.join(', ')} };\nexport const withPrivateModules = (name, version, load) => load((module) => modules[module]());`,
      loader: 'js',
      resolveDir: folder,
    }));
  },
};

/** Modules of the library do nothing by being loaded, so those whose exports nobody uses are left out. */
const leaveOutUnused: Plugin = {
  name: 'unused',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^@cairn\/credentials$/ }, () => ({ path: join(librarySource, 'index.ts'), sideEffects: false }));
    onResolve({ filter: /^\.\.?\// }, async ({ path, importer, resolveDir, kind, pluginData }) => {
      if (pluginData === 'seen' || !importer.startsWith(librarySource)) return undefined;
      const found = await resolve(path, { kind, importer, resolveDir, pluginData: 'seen' });
      return { ...found, sideEffects: false };
    });
  },
};

const virtual = (name: string, filter: RegExp, contents: string, loader: 'js'): Plugin => ({
  name,
  setup({ onResolve, onLoad }) {
    onResolve({ filter }, () => ({ path: name, namespace: name, sideEffects: false }));
    onLoad({ filter: /.*/, namespace: name }, () => ({ contents, loader, resolveDir: library }));
  },
});
