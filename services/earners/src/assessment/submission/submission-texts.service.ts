import { Database, type Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { VersionCopyStore } from '../../achievement-version/version-copy.store.js';
import { type Evidence, nameField, urlField } from '../evidence/evidence.js';
import { EvidenceStore } from '../evidence/evidence.store.js';
import { type AskedPart, partsOf } from './asked-parts.js';
import { type CaseSeal, CaseSeals } from './case-seals.js';
import { conflictField, draftField, DraftStore } from './draft.store.js';
import { mayChange } from './filing.js';
import { type FiledCase, FiledCases } from './filed-cases.js';
import { wordsIn } from './narrative.js';
import type { Submission } from './submission.js';

/** A file or link as those see it who may know whose it is. */
export interface ShownEvidence extends Pick<Evidence, 'id' | 'kind' | 'blindName' | 'mediaType' | 'bytes' | 'digest' | 'addedAt'> {
  readonly name: string | null;
  readonly url: string | null;
}

/** A part of a draft, opened. */
export interface ShownDraftPart {
  readonly requirement: string;
  readonly text: string | null;
  readonly words: number;
  readonly conflict: { readonly text: string; readonly at: Date } | null;
  readonly evidence: readonly ShownEvidence[];
}

/** What was filed, with the names of files. */
export type ShownFiling = Omit<FiledCase, 'parts'> & {
  readonly parts: readonly (Omit<FiledCase['parts'][number], 'evidence'> & { readonly evidence: readonly ShownEvidence[] })[];
};

/** Opens what was written in submissions, for readers who may know whose they are; a few statements for all of them. */
@Injectable()
export class SubmissionTexts {
  constructor(
    private readonly database: Database,
    private readonly versions: VersionCopyStore,
    private readonly drafts: DraftStore,
    private readonly evidence: EvidenceStore,
    private readonly filed: FiledCases,
    private readonly seals: CaseSeals,
  ) {}

  /** What has to be handed in, in the order of the submissions. */
  partsOf(submissions: readonly Submission[]): Promise<AskedPart[][]> {
    return this.inTenants(submissions, async (tx, tenant, cases) => {
      const versions = await this.versions.toAssess(tx, tenant, [...new Set(cases.map(({ achievementVersion }) => achievementVersion))]);
      const trees = new Map(versions.map(({ id, requirement }) => [id, requirement]));
      return cases.map(({ achievementVersion }) => partsOf(trees.get(achievementVersion) ?? null));
    });
  }

  /** Parts of drafts that may change, as far as something was saved; in the order of the submissions. */
  draftsOf(submissions: readonly Submission[]): Promise<ShownDraftPart[][]> {
    return this.inTenants(submissions, async (tx, tenant, cases) => {
      const ids = cases.map(({ id }) => id);
      const [texts, evidence] = [await this.drafts.of(tx, tenant, ids), await this.evidence.drafted(tx, tenant, ids)];
      const seals = await this.seals.all(tx, tenant, cases);
      return cases.map((submission, at) => {
        const seal = seals[at];
        const own = texts.filter((part) => part.submission === submission.id);
        const files = evidence.filter((one) => one.submission === submission.id);
        const keys = [...new Set([...own, ...files].map(({ requirement }) => requirement))].filter((key) => mayChange(submission, key)).sort();
        return keys.map((requirement): ShownDraftPart => {
          const part = own.find((one) => one.requirement === requirement);
          const text = (part?.text && seal?.open(draftField(requirement), part.text)) ?? null;
          const late = (part?.conflict && seal?.open(conflictField(requirement), part.conflict)) ?? null;
          return {
            requirement,
            text,
            words: wordsIn(text ?? '', submission.language),
            conflict: late === null || !part?.conflictAt ? null : { text: late, at: part.conflictAt },
            evidence: files.filter((one) => one.requirement === requirement).map((one) => shown(one, seal)),
          };
        });
      });
    });
  }

  /** Every filing, in the order of the submissions. */
  filingsOf(submissions: readonly Submission[]): Promise<ShownFiling[][]> {
    return this.inTenants(submissions, async (tx, tenant, cases) => {
      const filings = await this.filed.ofCases(tx, tenant, cases);
      const seals = await this.seals.all(tx, tenant, cases);
      const ids = filings.flat().flatMap(({ parts }) => parts.flatMap(({ evidence }) => evidence.map(({ id }) => id)));
      const evidence = new Map((await this.evidence.byIds(tx, [...new Set(ids)])).map((one) => [one.id, one]));
      return filings.map((ofCase, at) =>
        ofCase.map((filing) => ({
          ...filing,
          parts: filing.parts.map((part) => ({ ...part, evidence: part.evidence.flatMap(({ id }) => evidence.get(id) ?? []).map((one) => shown(one, seals[at])) })),
        })),
      );
    });
  }

  /** One file or link of a submission. */
  async one(submission: Submission, id: string): Promise<ShownEvidence | undefined> {
    return this.database.read({ tenant: submission.tenant }, async (tx) => {
      const [evidence] = await this.evidence.byIds(tx, [id]);
      return evidence && shown(evidence, await this.seals.of(tx, submission));
    });
  }

  /** Who may see them has been decided; the rows are their tenants'. */
  private async inTenants<T>(submissions: readonly Submission[], read: (tx: Tx, tenant: string, cases: readonly Submission[]) => Promise<T[]>): Promise<T[]> {
    const found = new Map<string, T>();
    for (const tenant of new Set(submissions.map((one) => one.tenant))) {
      const cases = submissions.filter((one) => one.tenant === tenant);
      const values = await this.database.read({ tenant }, (tx) => read(tx, tenant, cases));
      cases.forEach(({ id }, at) => found.set(id, values[at] as T));
    }
    return submissions.map(({ id }) => found.get(id) as T);
  }
}

const shown = ({ id, kind, blindName, mediaType, bytes, digest, addedAt, name, url }: Evidence, seal: CaseSeal | undefined): ShownEvidence => ({
  id,
  kind,
  blindName,
  mediaType,
  bytes,
  digest,
  addedAt,
  name: (name && seal?.open(nameField(id), name)) ?? null,
  url: (url && seal?.open(urlField(id), url)) ?? null,
});
