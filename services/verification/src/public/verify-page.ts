import { html, page, type PageHead } from './html.js';

/** Where anyone has any credential checked: in his own browser, or, without script, by this registry. */
export const verifyPage = (script: PageHead['script']): string =>
  page(
    'en',
    'Check a credential',
    html`
<h1>Check a credential</h1>
<p>Paste a credential here, or choose a file: a document (JSON), a compact one that begins with <code>ey</code>, or a badge (PNG or SVG) that has one in it.</p>
<noscript><p class="verdict UNKNOWN">Checking in the browser needs scripts, which are off here. Open the public page of the credential instead: it says what this registry finds.</p></noscript>
<div id="verify" hidden>
<p><label for="verify-text">Credential, or its address</label><textarea id="verify-text" rows="8" spellcheck="false" autocapitalize="off" autocomplete="off"></textarea></p>
<p><label for="verify-file">Or a file of at most 1 MB</label><input id="verify-file" type="file" accept=".json,.jsonld,.jwt,.jws,.txt,.png,.svg,application/json,image/png,image/svg+xml"></p>
<p><button type="button" id="verify-start">Check it in this browser</button></p>
<p class="quiet">It stays in this browser. What is fetched are the issuer’s keys and the list of what was revoked, from where the credential says they are.</p>
<div id="verify-result" aria-live="polite"></div>
<p id="verify-ask" hidden><button type="button" id="verify-send">Have this registry check it, too</button></p>
<p id="verify-ask-note" class="quiet" hidden>For that it is sent here; nothing of it is kept.</p>
<div id="verify-answer" aria-live="polite"></div>
</div>
<h2>What is asked</h2>
<p>Whether it can be read, whether it has the form of an Open Badges credential, whether its signature is right, whether the key is one of the issuer’s, whether the signer is the issuer that it names, whether today is within its time of validity, and whether it was suspended or revoked.</p>
<p>A check that cannot be decided is not known. That is neither a yes nor a no: the issuer’s page may be out of reach, or the credential may be in a form that nobody here reads.</p>`,
    { script },
  );
