import type { Tx } from '@cairn/postgres';
import { LOG } from '@cairn/service';
import type { Log } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { groupedBy } from '../grouped.js';
import { type CompiledPathway, compiledPathway, type CompiledVersion, compiledVersion, type PublishedDefinition } from './compiled-version.js';
import { plainArray } from './plain-array.js';

/** Versions kept compiled in a process. */
const keptMax = 20_000;

/** A pathway whose versions are asked for, and the version of its record. */
interface AskedPathway {
  readonly pathway: string;
  readonly pathwayChanges: number;
}

type Row = Omit<PublishedDefinition, 'definition'> & { readonly definition: PublishedDefinition['definition'] | null };

/** Published versions are immutable, so what is made of one is kept. */
@Injectable()
export class CompiledVersions {
  /** By pathway and by id. */
  private kept = new Map<string, Map<string, CompiledVersion>>();
  private count = 0;
  /** By pathway: all its versions, as of a version of its record. */
  private readonly whole = new Map<string, { readonly changes: number; readonly compiled: CompiledPathway }>();
  private readonly repeatable = new Set<string>();

  constructor(@Inject(LOG) private readonly log: Log) {}

  /** Tells which achievements count each time they are awarded, before anything is evaluated that may count them. */
  learn(achievements: readonly { readonly id: string; readonly repeatable: boolean }[]): void {
    for (const { id, repeatable } of achievements) {
      if (repeatable) this.repeatable.add(id);
      else this.repeatable.delete(id);
    }
  }

  /**
   * The published and closed versions of these pathways of the tenant. One statement for those that have changed, which
   * reads no definition that is kept; none where nothing has. A pathway with a version that cannot be compiled is null: it
   * is reported, and the others go on.
   */
  async load(tx: Tx, tenant: string, asked: readonly AskedPathway[]): Promise<ReadonlyMap<string, CompiledPathway | null>> {
    const found = new Map<string, CompiledPathway | null>();
    const changed = new Map<string, number>();
    for (const { pathway, pathwayChanges } of asked) {
      const whole = this.whole.get(pathway);
      if (whole?.changes === pathwayChanges) found.set(pathway, whole.compiled);
      else changed.set(pathway, pathwayChanges);
    }
    if (changed.size === 0) return found;
    const known = new Map([...changed.keys()].flatMap((pathway) => [...(this.kept.get(pathway) ?? [])]));
    const rows = await tx.query<Row>(
      `SELECT v.id, v.pathway_id AS pathway, v.number, v.published_on::text AS "publishedOn", CASE WHEN k.id IS NULL THEN v.definition END AS definition
         FROM pathway_version v LEFT JOIN unnest($3::uuid[]) AS k (id) ON k.id = v.id
        WHERE v.tenant_id = $1 AND v.pathway_id = ANY($2::uuid[]) AND v.state <> 'DRAFT' ORDER BY v.pathway_id, v.number`,
      [tenant, plainArray([...changed.keys()]), plainArray([...known.keys()])],
    );
    for (const [pathway, versions] of groupedBy(rows, (row) => row.pathway)) {
      const compiled = versions.map((row) => known.get(row.id) ?? this.compiled(row)).filter((one) => one !== null);
      const whole = compiled.length === versions.length ? compiledPathway(compiled) : null;
      found.set(pathway, whole);
      if (whole) this.whole.set(pathway, { changes: changed.get(pathway) ?? 0, compiled: whole });
    }
    return found;
  }

  private compiled({ definition, ...row }: Row): CompiledVersion | null {
    if (!definition) return null;
    try {
      const version = compiledVersion({ ...row, definition }, (achievement) => this.repeatable.has(achievement));
      this.keep(version);
      return version;
    } catch (error) {
      this.log.error({ err: error, pathwayVersion: row.id }, 'a version cannot be made ready for evaluation: its earners are undecided');
      return null;
    }
  }

  private keep(version: CompiledVersion): void {
    if (this.count >= keptMax) {
      [this.kept, this.count] = [new Map(), 0];
      this.whole.clear();
    }
    const ofPathway = this.kept.get(version.pathway) ?? new Map<string, CompiledVersion>();
    this.kept.set(version.pathway, ofPathway.set(version.id, version));
    this.count += 1;
  }
}
