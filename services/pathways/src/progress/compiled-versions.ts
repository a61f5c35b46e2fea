import { compile, type CompiledPathway, type OnRevocation, type PathwayDefinition } from '@cairn/requirements';
import type { Tx } from '@cairn/postgres';
import { Injectable } from '@nestjs/common';

/** A published version made ready for evaluation; immutable, as published versions are. */
export interface CompiledVersion {
  readonly id: string;
  readonly pathway: string;
  readonly compiled: CompiledPathway;
  readonly leaves: ReadonlySet<string>;
  /** The achievement that completion leads earners to award; null when it awards nothing by itself. */
  readonly awardAchievement: string | null;
  readonly onRevocation: OnRevocation;
}

interface Row {
  readonly id: string;
  readonly pathway: string;
  readonly definition: PathwayDefinition;
}

/** Versions kept compiled in a process. */
const keptMax = 5_000;

@Injectable()
export class CompiledVersions {
  private readonly kept = new Map<string, CompiledVersion>();

  /** The versions of these ids, which must be published or closed ones of the tenant. One statement for those not kept. */
  async load(tx: Tx, tenant: string, ids: readonly string[]): Promise<ReadonlyMap<string, CompiledVersion>> {
    const found = new Map<string, CompiledVersion>();
    const lacking: string[] = [];
    for (const id of new Set(ids)) {
      const kept = this.kept.get(id);
      if (kept) found.set(id, kept);
      else lacking.push(id);
    }
    if (lacking.length === 0) return found;
    const rows = await tx.query<Row>(
      `SELECT id, pathway_id AS pathway, definition FROM pathway_version
        WHERE tenant_id = $1 AND id = ANY($2::uuid[]) AND state <> 'DRAFT'`,
      [tenant, lacking],
    );
    if (this.kept.size + rows.length > keptMax) this.kept.clear();
    for (const row of rows) {
      const version = compiledVersion(row);
      this.kept.set(row.id, version);
      found.set(row.id, version);
    }
    return found;
  }
}

function compiledVersion({ id, pathway, definition }: Row): CompiledVersion {
  const { completion } = definition;
  const compiled = compile(definition);
  return {
    id,
    pathway,
    compiled,
    leaves: new Set(compiled.leafAchievements),
    awardAchievement: completion && completion.autoIssue !== false ? completion.achievement : null,
    onRevocation: completion?.onRevocation ?? 'suspend',
  };
}
