import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLock } from './lock.mjs';
import { modules, pinnedNode, root } from './place.mjs';

const lockFile = join(root, 'package-lock.json');
const stamp = join(modules, '.cairn-installed');

/**
 * Installs exactly what the lock file says when something of it is missing.
 *
 * @returns a sentence about what went wrong, or undefined
 */
export async function install() {
  if (isInstalled()) return undefined;
  return withLock(root, 'An installation is running already', async () => {
    if (isInstalled()) return undefined;
    if (!(await npmCi())) return 'npm could not install the packages (see above); nothing was started.';
    if (!existsSync(pinnedNode)) return 'npm did not run the install script of the package `node`; allow install scripts and try again.';
    writeFileSync(stamp, lockHash());
    return undefined;
  });
}

/** The stamp says so, or (after an `npm install` by hand) every package is there in the version of the lock file. */
function isInstalled() {
  if (!existsSync(pinnedNode)) return false;
  const hash = lockHash();
  if (read(stamp) === hash) return true;
  const there = packagesOf(join(modules, '.package-lock.json'));
  const missing = Object.entries(packagesOf(lockFile)).some(
    ([path, { version, optional, link }]) =>
      path.startsWith('node_modules/') && !link && (there[path] ? there[path].version !== version : !optional),
  );
  const complete = !missing && existsSync(join(modules, '@cairn'));
  if (complete) tryWrite(stamp, hash);
  return complete;
}

const lockHash = () => createHash('sha256').update(readFileSync(lockFile)).digest('hex');

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages;
  } catch {
    return {};
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** A checkout of somebody else's is only read. */
function tryWrite(file, text) {
  try {
    writeFileSync(file, text);
  } catch {
    return;
  }
}

function npmCi() {
  const total = Object.keys(packagesOf(lockFile)).length;
  const from = Date.now();
  console.error(`Installing ${total} packages, once; this takes a minute or two.`);
  const tick = setInterval(() => {
    const seconds = Math.round((Date.now() - from) / 1000);
    console.error(`  ${seconds} s, ${countFolders()} folders in node_modules`);
  }, 10_000);
  const npm = process.env.npm_execpath;
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const [program, before] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []];
  return new Promise((resolve) => {
    const child = spawn(program, [...before, ...args], { cwd: root, stdio: ['ignore', 2, 2] });
    const finish = (good) => {
      clearInterval(tick);
      if (good) console.error(`Installed in ${Math.round((Date.now() - from) / 1000)} s.`);
      resolve(good);
    };
    child.once('error', () => finish(false));
    child.once('exit', (code) => finish(code === 0));
  });
}

function countFolders() {
  try {
    return readdirSync(modules).length;
  } catch {
    return 0;
  }
}
