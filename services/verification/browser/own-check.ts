import { brokenOff, check } from './check.js';
import { fetchSource } from './fetch-source.js';
import { showNote, showResult } from './show-result.js';

/** The part of an award's page in which its reader checks it himself. */
export function ownCheck(): void {
  const section = document.getElementById('own-check');
  const button = document.getElementById('own-check-start');
  const into = document.getElementById('own-check-result');
  const address = section?.dataset['document'];
  if (!section || !button || !into || address === undefined) return;
  section.hidden = false;
  let busy = false;
  button.addEventListener('click', async () => {
    if (busy) return;
    busy = true;
    button.setAttribute('aria-disabled', 'true');
    showNote(into, 'Checking …');
    try {
      const found = await fetchSource.read(address, 'CREDENTIAL');
      if (found.outcome === 'READ') showResult(into, await check(found.body), 'This browser says:');
      else showNote(into, `The document could not be fetched: ${found.detail}.`);
    } catch {
      showNote(into, brokenOff);
    }
    button.removeAttribute('aria-disabled');
    busy = false;
  });
}
