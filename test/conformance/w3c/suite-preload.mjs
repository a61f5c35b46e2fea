/**
 * Preloaded into a W3C suite: contexts come from the registry's bundle instead of the network, and the registry of the test,
 * whose certificate vouches for itself, is called without the suite's own agent. Every other address fails.
 */
import { readFileSync } from 'node:fs';

const contexts = new URL('../../../libs/credentials/contexts/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('manifest.json', contexts), 'utf8'));
const examples = { '@context': { '@vocab': 'https://www.w3.org/ns/credentials/examples#' } };
const known = new Map([
  ...Object.entries(manifest).map(([address, { file }]) => [
    address,
    readFileSync(new URL(file, contexts), 'utf8'),
  ]),
  ['https://www.w3.org/ns/credentials/examples/v2', JSON.stringify(examples)],
]);
const online = globalThis.fetch;

globalThis.fetch = async (input, init = {}) => {
  const address = typeof input === 'string' ? input : (input.href ?? input.url);
  const context = known.get(address);
  if (context !== undefined)
    return new Response(context, { headers: { 'content-type': 'application/ld+json' } });
  if (!address.startsWith(process.env.CAIRN_W3C_REGISTRY))
    throw new TypeError(`no network in this test: ${address}`);
  const { dispatcher: _dispatcher, ...rest } = init;
  return online(input, rest);
};

// The suites were written when structuredClone still took objects with a URL in them, which newer Node.js refuses.
const clone = globalThis.structuredClone;
globalThis.structuredClone = (value, options) => {
  try {
    return clone(value, options);
  } catch (error) {
    if (error?.name !== 'DataCloneError') throw error;
    return JSON.parse(JSON.stringify(value));
  }
};
