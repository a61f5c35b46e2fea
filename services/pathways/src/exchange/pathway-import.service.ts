import { type Decision, maySomewhere, type Principal } from '@cairn/access';
import type { Imported } from '@cairn/exchange';
import { Injectable } from '@nestjs/common';
import { type Checked, DefinitionCheckService } from '../definition/definition-check.service.js';
import { type Drafted, type NewPathway, PathwayDraftsService } from '../pathway/pathway-drafts.service.js';
import { type Binding, boundImport, type ImportTold } from './bound-import.js';
import { type DocumentAsked, ImportDocuments } from './import-document.service.js';

export interface ImportAsked extends Omit<NewPathway, 'title' | 'definition'> {
  readonly title: string | null;
  readonly source: DocumentAsked;
  readonly chosen: string | null;
  readonly bindings: readonly Binding[];
}

export interface ImportDone extends ImportTold {
  readonly drafted: Drafted;
  readonly check: Checked | null;
}

/** Makes drafts of documents of other systems. */
@Injectable()
export class PathwayImportService {
  constructor(
    private readonly documents: ImportDocuments,
    private readonly drafts: PathwayDraftsService,
    private readonly checks: DefinitionCheckService,
  ) {}

  /** Null for those who design nothing. */
  async preview(principal: Principal, source: DocumentAsked): Promise<Decision<Imported> | null> {
    return principal.tenant === null || !maySomewhere(principal, 'DESIGN') ? null : this.documents.read(principal, source);
  }

  /** Whoever may not draft is told by the draft itself, so nothing of a document is told to him. */
  async import(principal: Principal, { source, chosen, bindings, title, ...rest }: ImportAsked): Promise<ImportDone> {
    const nothing = { report: [], unbound: [], check: null };
    if (principal.tenant === null || !maySomewhere(principal, 'DESIGN')) {
      return { ...nothing, drafted: await this.drafts.create(principal, { ...rest, title: '', definition: null }) };
    }
    const read = await this.documents.read(principal, source);
    if (!read.ok) return { ...nothing, drafted: { ok: false, refusals: read.refusals.map((one) => ({ ...one, field: ['source', ...(one.field ?? [])] })) } };
    const { decision, report, unbound } = boundImport(read.value, chosen, bindings);
    if (!decision.ok) return { report, unbound, check: null, drafted: decision };
    const { definition } = decision.value;
    const drafted = await this.drafts.create(principal, { ...rest, title: title ?? decision.value.title ?? '', definition });
    return { report, unbound, drafted, check: drafted.ok ? await this.checks.check(principal, definition, null) : null };
  }
}
