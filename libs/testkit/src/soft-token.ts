import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const libraries = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so', '/usr/lib64/pkcs11/libsofthsm2.so', '/opt/homebrew/lib/softhsm/libsofthsm2.so'];

/** Why there is no software token on this machine; undefined when there is one. */
export const tokenMissing: string | undefined = reason();

function reason(): string | undefined {
  if (!libraries.some(existsSync)) return 'SoftHSM is not installed';
  try {
    createRequire(import.meta.url)('pkcs11js');
    return undefined;
  } catch {
    return 'the optional package pkcs11js could not be built';
  }
}

export interface SoftToken {
  /** Where it is, as the settings of the verification service have it. */
  readonly address: { readonly library: string; readonly label: string; readonly pin: string };
  remove(): void;
}

/** A new PKCS#11 token of SoftHSM in a folder of its own. One a process: the library reads its settings once. */
export function softToken(): SoftToken {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-token-'));
  mkdirSync(join(folder, 'tokens'));
  writeFileSync(join(folder, 'softhsm2.conf'), `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  process.env['SOFTHSM2_CONF'] = join(folder, 'softhsm2.conf');
  execFileSync('softhsm2-util', ['--init-token', '--free', '--label', 'cairn-test', '--so-pin', '1234567', '--pin', '7654321'], { stdio: 'pipe' });
  const library = libraries.find(existsSync) ?? '';
  return { address: { library, label: 'cairn-test', pin: '7654321' }, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
