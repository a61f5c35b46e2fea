import { readFile } from 'node:fs/promises';
import type { RecipientIdentifier, Verdict } from '@cairn/credentials';
import { Fetcher, readFetchingSettings } from '@cairn/fetching';
import { checkCredential } from './check-credential.js';
import { fetchedDocuments, noDocuments } from './document-sources.js';
import { findingJson, findingText } from './finding-text.js';

export interface CheckHere {
  /** Nobody is asked anything. */
  readonly offline: boolean;
  /** Default: now. */
  readonly asOf?: Date;
  readonly recipient?: readonly RecipientIdentifier[];
}

/** The finding in words and for programs, or in a sentence why there was nothing to check. */
export type CheckAnswer = { readonly verdict: Verdict; readonly text: string; readonly json: object } | { readonly fault: string };

/** Checks what lies in a file or at an https address, on this machine. */
export async function checkHere(credential: string, { offline, asOf, recipient }: CheckHere): Promise<CheckAnswer> {
  const fetcher = offline ? undefined : new Fetcher(readFetchingSettings());
  try {
    const read = await bytesOf(credential, fetcher);
    if ('fault' in read) return read;
    const result = await checkCredential(read.bytes, { source: fetcher ? fetchedDocuments(fetcher) : noDocuments, asOf, recipient });
    return { verdict: result.verdict, text: findingText(result), json: findingJson(result) };
  } finally {
    await fetcher?.close();
  }
}

async function bytesOf(credential: string, fetcher: Fetcher | undefined): Promise<{ bytes: Uint8Array } | { fault: string }> {
  if (!/^https?:\/\//.test(credential)) {
    return readFile(credential).then(
      (bytes) => ({ bytes }),
      () => ({ fault: `${credential} cannot be read.` }),
    );
  }
  if (!fetcher) return { fault: 'An address cannot be looked at offline.' };
  const found = await fetchedDocuments(fetcher).read(credential, 'CREDENTIAL');
  return found.outcome === 'READ' ? { bytes: found.body } : { fault: `${credential}: ${found.detail}.` };
}
