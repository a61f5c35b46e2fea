import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Runs `work` while no other process of this machine does so for the same folder; waits for its turn and says so. */
export async function withLock(folder, busy, work) {
  const file = join(tmpdir(), `cairn-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}.lock`);
  let told = false;
  while (!take(file)) {
    const holder = holderOf(file);
    if (holder === undefined ? isOld(file) : !isAlive(holder)) {
      release(file);
      continue;
    }
    if (!told) console.error(`${busy}${holder ? ` (process ${holder})` : ''}; waiting for it.`);
    told = true;
    await pause(500);
  }
  try {
    return await work();
  } finally {
    release(file);
  }
}

function take(file) {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function holderOf(file) {
  try {
    return Number(readFileSync(file, 'utf8')) || undefined;
  } catch {
    return undefined;
  }
}

/** Killed between making the file and writing to it. */
function isOld(file) {
  try {
    return Date.now() - statSync(file).mtimeMs > 5_000;
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function release(file) {
  try {
    unlinkSync(file);
  } catch {
    return;
  }
}
