import { Database } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';
import { EarnerStore } from '../../earner/earner.store.js';
import { EarnerViewService } from '../../earner/earner-view.service.js';
import type { Earner } from '../../earner/earner.js';
import { type AttestedWork, AttestedWorks } from '../attestation/attested-work.js';
import { type OpenedDecision, OpenedDecisions } from '../decision/opened-decisions.js';
import { type FiledCase, FiledCases, type FiledPart } from '../submission/filed-cases.js';
import { CaseSeals } from '../submission/case-seals.js';
import { SubmissionStore } from '../submission/submission.store.js';
import { type KnownPerson, withoutPerson } from './blind-text.js';
import { differencesOf, type PartDifference } from './part-difference.js';

/** What was filed in a case, as it is judged: without the earner's own name and addresses. */
export interface CaseContent {
  /** Whose it is, for the audit trail alone. */
  readonly earner: Earner | undefined;
  readonly filing: FiledCase;
  readonly differences: readonly PartDifference[];
  /** What others attested of it, the oldest first. */
  readonly attested: readonly AttestedWork[];
  /** Decisions on earlier filings, the latest first. */
  readonly previous: readonly OpenedDecision[];
}

/** Reads cases blind. Who may read them is decided before. */
@Injectable()
export class CaseContents {
  constructor(
    private readonly database: Database,
    private readonly submissions: SubmissionStore,
    private readonly earners: EarnerStore,
    private readonly views: EarnerViewService,
    private readonly filed: FiledCases,
    private readonly seals: CaseSeals,
    private readonly decisions: OpenedDecisions,
    private readonly works: AttestedWorks,
  ) {}

  /** @param attempt the filing that is judged; undefined when there is none of that number */
  async of(tenant: string, id: string, attempt: number): Promise<CaseContent | undefined> {
    const found = await this.database.read({ tenant }, async (tx) => {
      const [submission] = await this.submissions.byIds(tx, [id]);
      if (submission?.tenant !== tenant) return undefined;
      const [earner] = await this.earners.byIds(tx, tenant, [submission.earner]);
      const decisions = await this.decisions.of(tx, tenant, [id], await this.seals.of(tx, submission));
      return { earner, decisions, attested: await this.works.of(tx, submission), filings: await this.filed.all(tx, tenant, id) };
    });
    if (!found) return undefined;
    const { earner, decisions } = found;
    const person = await this.personOf(tenant, earner);
    const filings = found.filings.map((filing) => ({ ...filing, parts: filing.parts.map((part) => blind(part, person)) }));
    const filing = filings.find((one) => one.attempt === attempt);
    if (!filing) return undefined;
    const before = filings.find((one) => one.attempt === attempt - 1);
    const previous = decisions.filter((decision) => decision.attempt < attempt).reverse();
    const attested = found.attested.map((work) => ({ ...work, host: work.host && withoutPerson(work.host, person) }));
    return { earner, filing, differences: before ? differencesOf(before.parts, filing.parts) : [], attested, previous };
  }

  private async personOf(tenant: string, earner: Earner | undefined): Promise<KnownPerson> {
    if (!earner) return { name: null, identifiers: [] };
    const [identifiers = []] = await this.views.identifiersOf({ tenant, account: null }, [earner]);
    return { name: this.views.nameOf(earner), identifiers: identifiers.map(({ value }) => value) };
  }
}

const blind = (part: FiledPart, person: KnownPerson): FiledPart => ({ ...part, text: part.text === null ? null : withoutPerson(part.text, person) });
