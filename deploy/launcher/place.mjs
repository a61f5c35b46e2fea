import { join } from 'node:path';

/** The root of the checkout, whatever folder the command was given in. */
export const root = join(import.meta.dirname, '../..');

export const modules = join(root, 'node_modules');

/** The Node that npm brought along (dependency `node`); everything of ours runs under it. */
export const pinnedNode = join(modules, 'node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
