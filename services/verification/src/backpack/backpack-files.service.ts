import { createHash } from 'node:crypto';
import { accepted, type Decision, type Principal, refusal, refused } from '@cairn/access';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { type BackpackEntry, backpackFormat, type BackpackFile, entriesMax, readBackpackFile, sameSteps, stepsInFile } from './backpack-file.js';
import type { Owner } from './backpack-owners.service.js';
import { BackpackView } from './backpack-view.service.js';
import { type Imported, ImportService } from './import.service.js';
import { OwnCredentials } from './own-credentials.service.js';
import { receive } from './received.js';

const importedMax = 100;
/** What all checks of an import take together, at most. */
const judgingMs = 1_000;

export interface ImportedEntry {
  readonly digest: string;
  readonly decision: Decision<Imported>;
  readonly sameSteps: boolean | null;
}

/** Backpacks as files: everything out, and in again, here or elsewhere. */
@Injectable()
export class BackpackFiles {
  constructor(
    private readonly view: BackpackView,
    private readonly own: OwnCredentials,
    private readonly imports: ImportService,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async export(owner: Owner): Promise<BackpackFile> {
    const [foreign, native] = await Promise.all([this.foreign(owner), this.own.documents(owner)]);
    const ours = native.map(({ document, signedAt }): BackpackEntry => ({
      origin: 'NATIVE',
      mediaType: 'application/vc+ld+json',
      sha256: createHash('sha256').update(document).digest('hex'),
      bytes: Buffer.from(document).toString('base64'),
      sourceUrl: null,
      addedAt: signedAt.toISOString(),
      checked: null,
    }));
    return { format: backpackFormat, exportedAt: new Date(this.clock.now()).toISOString(), credentials: [...ours, ...foreign].slice(0, entriesMax) };
  }

  /** What was brought from elsewhere, as files tell it. */
  async foreign(owner: Owner): Promise<BackpackEntry[]> {
    const rows = await this.view.all(owner, entriesMax);
    const [originals, checks] = await Promise.all([this.view.originals(rows), this.view.checksOf(rows, 1)]);
    return rows.flatMap((row, at): BackpackEntry[] => {
      const original = originals[at];
      const last = checks[at]?.[0];
      if (!original) return [];
      return [
        {
          origin: 'FOREIGN',
          mediaType: row.mediaType,
          sha256: row.digest,
          bytes: original.bytes.toString('base64'),
          sourceUrl: original.url,
          addedAt: row.createdAt.toISOString(),
          checked: last ? { at: last.checkedAt.toISOString(), verdict: last.verdict, steps: stepsInFile(last.steps) } : null,
        },
      ];
    });
  }

  /** Takes in one after the other; what is refused keeps nothing else out. */
  async import(principal: Principal, owner: Owner, json: unknown, recipient: string | null): Promise<Decision<ImportedEntry[]>> {
    const file = readBackpackFile(json);
    if (typeof file === 'string') return refused(refusal('DOCUMENT_INVALID', `${file}.`, 'file'));
    if (file.credentials.length > importedMax) return refused(refusal('INVALID_VALUE', `At most ${importedMax} credentials are taken in at once.`, 'file'));
    const until = performance.now() + judgingMs;
    const results: ImportedEntry[] = [];
    for (const entry of file.credentials) {
      const left = Math.max(0, until - performance.now());
      results.push(await this.importOne(principal, owner, entry, recipient, left));
    }
    return accepted(results);
  }

  private async importOne(principal: Principal, owner: Owner, entry: BackpackEntry, recipient: string | null, left: number): Promise<ImportedEntry> {
    const received = receive(Buffer.from(entry.bytes, 'base64'), entry.sourceUrl, 'file');
    const digest = received.ok ? received.value.digest : entry.sha256;
    if (!received.ok) return { digest, decision: received, sameSteps: null };
    if (digest !== entry.sha256) return { digest, decision: refused(refusal('DOCUMENT_INVALID', 'The bytes are not those that the file says they are.', 'file')), sameSteps: null };
    const decision = await this.imports.take(principal, owner, received.value, { recipient, allow: ['VALID', 'INVALID', 'UNKNOWN'], judgingMs: left });
    if (!decision.ok || decision.value.credential.verdict === null || !entry.checked) return { digest, decision, sameSteps: null };
    const [[last] = []] = await this.view.checksOf([decision.value.credential], 1);
    return { digest, decision, sameSteps: last ? sameSteps(stepsInFile(last.steps), entry.checked.steps) : null };
  }
}
