import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { type Evidence, urlField } from '../evidence/evidence.js';
import { EvidenceStore, type FiledEvidence } from '../evidence/evidence.store.js';
import { type Attempt, partField } from './attempt.js';
import { AttemptStore, type FiledRow } from './attempt.store.js';
import { type CaseSeal, CaseSeals } from './case-seals.js';
import type { Submission } from './submission.js';
import { SubmissionStore } from './submission.store.js';

/** A file or link as a reviewer may see it: nothing here says whose it is. */
export interface BlindEvidence {
  readonly id: string;
  readonly kind: 'FILE' | 'LINK';
  readonly blindName: string;
  readonly mediaType: string | null;
  readonly bytes: number | null;
  /** SHA-256 of the bytes that are served, in hexadecimal. */
  readonly digest: string | null;
  /** Of a link; null when the person was erased. */
  readonly url: string | null;
}

export interface FiledPart {
  readonly requirementKey: string;
  /** Null: nothing was written, or the person was erased. */
  readonly text: string | null;
  readonly words: number;
  /** Number of the attempt from which it was carried over. */
  readonly carriedFrom: number | null;
  readonly evidence: readonly BlindEvidence[];
}

export interface FiledCase {
  /** Number of the filing, from 1. */
  readonly attempt: number;
  readonly submittedAt: Date;
  readonly statements: readonly string[];
  readonly parts: readonly FiledPart[];
}

/** What was filed in a case, opened, without a word of whose it is. Who may read it is decided before. */
@Injectable()
export class FiledCases {
  constructor(
    private readonly submissions: SubmissionStore,
    private readonly attempts: AttemptStore,
    private readonly evidence: EvidenceStore,
    private readonly seals: CaseSeals,
  ) {}

  /** @param attempt number of a filing; the latest one unless given. Undefined when there is no such filing. */
  async of(tx: Tx, tenant: string, submission: string, attempt?: number): Promise<FiledCase | undefined> {
    const filings = await this.all(tx, tenant, submission);
    return attempt === undefined ? filings.at(-1) : filings.find((filing) => filing.attempt === attempt);
  }

  /** Every filing of a case, the first one first. */
  async all(tx: Tx, tenant: string, id: string): Promise<FiledCase[]> {
    const found = (await this.submissions.byIds(tx, [id])).filter((submission) => submission.tenant === tenant);
    return (await this.ofCases(tx, tenant, found))[0] ?? [];
  }

  /** Every filing of several cases of one tenant, in their order, in a fixed number of statements. */
  async ofCases(tx: Tx, tenant: string, cases: readonly Pick<Submission, 'tenant' | 'id' | 'sealedFor'>[]): Promise<FiledCase[][]> {
    const filings = await this.attempts.of(
      tx,
      tenant,
      cases.map(({ id }) => id),
    );
    const rows = await this.attempts.parts(tx, tenant, filings);
    const evidence = await this.evidence.filed(tx, tenant, filings);
    const seals = await this.seals.all(tx, tenant, cases);
    return cases.map(({ id }, at) =>
      filings.filter(({ submission }) => submission === id).map((filing) => opened(filing, rows, evidence, seals[at])),
    );
  }
}

/** One filing of all rows that were read. */
function opened({ submission, number, submittedAt, statements }: Attempt, rows: readonly FiledRow[], evidence: readonly FiledEvidence[], seal: CaseSeal | undefined): FiledCase {
  const parts = rows.filter((row) => row.submission === submission && row.attempt === number);
  const files = (source: number, requirement: string) =>
    evidence.filter((one) => one.submission === submission && one.attempt === source && one.requirement === requirement).map((one) => blind(one, seal));
  return {
    attempt: number,
    submittedAt,
    statements,
    parts: parts.map(({ requirement, text, words, carriedFrom, source }) => ({
      requirementKey: requirement,
      text: (text && seal?.open(partField(source, requirement), text)) ?? null,
      words,
      carriedFrom,
      evidence: files(source, requirement),
    })),
  };
}

const blind = ({ id, kind, blindName, mediaType, bytes, digest, url }: Evidence, seal: CaseSeal | undefined): BlindEvidence => ({
  id,
  kind,
  blindName,
  mediaType,
  bytes,
  digest,
  url: (url && seal?.open(urlField(id), url)) ?? null,
});
