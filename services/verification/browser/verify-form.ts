import { brokenOff, check } from './check.js';
import { fetchSource } from './fetch-source.js';
import { showNote, showResult } from './show-result.js';

const bytesMax = 1024 * 1024;

/** The page on which anyone checks any credential. */
export function verifyForm(): void {
  const part = <Type extends HTMLElement>(id: string) => document.getElementById(id) as Type | null;
  const form = part('verify');
  const [text, file] = [part<HTMLTextAreaElement>('verify-text'), part<HTMLInputElement>('verify-file')];
  const [start, send, into, answer] = [part('verify-start'), part('verify-send'), part('verify-result'), part('verify-answer')];
  if (!form || !text || !file || !start || !send || !into || !answer) return;
  form.hidden = false;
  let checked: Uint8Array | string | undefined;
  start.addEventListener('click', async () => {
    showNote(into, 'Checking …');
    answer.replaceChildren();
    checked = undefined;
    const given = await inputOf(text.value.trim(), file.files?.[0]);
    if (!given.ok) return showNote(into, given.why);
    checked = given.input;
    try {
      showResult(into, await check(given.input), 'This browser says:');
    } catch {
      showNote(into, brokenOff);
    }
    for (const id of ['verify-ask', 'verify-ask-note']) part(id)?.removeAttribute('hidden');
  });
  send.addEventListener('click', async () => {
    if (checked === undefined) return;
    showNote(answer, 'Asking …');
    const asked = await askRegistry(checked);
    if (asked) showResult(answer, asked, 'This registry says:');
    else showNote(answer, 'The registry gave no answer. Try again later.');
  });
}

type Given = { readonly ok: true; readonly input: Uint8Array | string } | { readonly ok: false; readonly why: string };

async function inputOf(text: string, file: File | undefined): Promise<Given> {
  if (text === '' && !file) return { ok: false, why: 'Paste a credential, or choose a file, first.' };
  if (text === '' && file) {
    if (file.size > bytesMax) return { ok: false, why: 'The file has more than 1 MB.' };
    return { ok: true, input: new Uint8Array(await file.arrayBuffer()) };
  }
  if (!/^https?:\/\/\S+$/.test(text)) return { ok: true, input: text };
  const found = await fetchSource.read(text, 'CREDENTIAL');
  if (found.outcome === 'READ') return { ok: true, input: found.body };
  return { ok: false, why: `The address could not be read: ${found.detail}. Paste the credential itself.` };
}

async function askRegistry(input: Uint8Array | string) {
  try {
    const response = await fetch('/verify', { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: input as BodyInit, credentials: 'omit' });
    return response.ok ? ((await response.json()) as Parameters<typeof showResult>[1]) : undefined;
  } catch {
    return undefined;
  }
}
