import type { NumberedRow } from '@cairn/bulk';
import type { NewEvent } from '@cairn/messaging';
import { asUuid, newId, type Tx, type Uuid } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable } from '@nestjs/common';
import { EarnerIntake } from '../../earner/earner-intake.js';
import { EarnerStore } from '../../earner/earner.store.js';
import { KnownEarners } from '../../earner/known-earners.js';
import { PersonalData } from '../../earner/personal-data.js';
import { earnerBatchEvents, earnerChangedEvent } from '../../events/publishes.js';
import { rosterEvent } from '../../events/publishes-roster.js';
import { type DeltaCounts, effectsOf, type LineOutcome, type PersonOnLine, repeated } from './roster-delta.js';
import { type LineError, type NamedEarner, RosterDeltaStore } from './roster-delta.store.js';
import type { RosterLine } from './roster-line.js';
import { RosterStore } from './roster.store.js';

export type RosterLines = readonly NumberedRow<RosterLine>[];

/** What lines came to. */
export interface LinesApplied {
  readonly counts: DeltaCounts;
  /** In the order of the lines. */
  readonly outcomes: readonly { readonly row: number; readonly earner: Uuid; readonly what: LineOutcome }[];
  /** Of earners made, then of everything else. */
  readonly events: { readonly made: readonly NewEvent[]; readonly changed: readonly NewEvent[] };
}

/** Applies lines of a roster, set by set: who is made, who joins, who leaves, who changes. */
@Injectable()
export class RosterLinesService {
  constructor(
    private readonly intake: EarnerIntake,
    private readonly earners: EarnerStore,
    private readonly known: KnownEarners,
    private readonly personal: PersonalData,
    private readonly roster: RosterStore,
    private readonly store: RosterDeltaStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Earners behind the lines by row; unknown ones are left out. */
  async personsOf(tx: Tx, tenant: string, lines: RosterLines): Promise<Map<number, string>> {
    const hmacs = lines.map(({ value }) => this.personal.lookup(tenant, value.identifier));
    const behind = await this.earners.behind(tx, tenant, lines.map(({ value }) => value.identifier.type), hmacs);
    const standing = await this.known.of(tx, tenant, behind.map(({ earner }) => earner));
    return new Map(behind.flatMap(({ at, earner }) => (standing.has(earner) ? [[lines[at]!.row, standing.get(earner)!] as const] : [])));
  }

  /**
   * Lines without a fault among them (see `faultsAmong`).
   *
   * @param job subject of the events that tell of earners made
   */
  async apply(tx: Tx, tenant: Uuid, job: Uuid, lines: RosterLines, persons: Map<number, string>): Promise<LinesApplied> {
    const at = new Date(this.clock.now());
    const strangers = lines.filter(({ row }) => !persons.has(row));
    const found = await this.intake.ensure(tx, tenant, strangers.map(({ value }) => ({ name: value.name, identifiers: [value.identifier] })));
    strangers.forEach(({ row }, index) => persons.set(row, found[index]!.earner));
    const ids = lines.map(({ row }) => persons.get(row)!);
    const locked = new Map((await this.store.lockEarners(tx, tenant, ids)).map((earner) => [earner.id, earner]));
    const entries = new Map((await this.roster.current(tx, ids.map((id) => ({ tenant, id })))).map((entry) => [entry.earner, entry]));
    const { joined, moved, renamed, counts, outcomes } = effectsOf(
      lines.map(({ value }, index) => ({ line: value, person: this.person(tenant, ids[index]!, value, entries.get(ids[index]!), locked) })),
      { tenant, at, newId },
    );
    const names = renamed.map(({ earner, name }) => this.sealed(tenant, earner, name, locked));
    if (joined.length > 0) await this.store.insert(tx, tenant, joined, at);
    if (moved.length > 0) await this.store.update(tx, tenant, moved.map(({ entry }) => entry), at);
    if (names.length > 0) await this.store.putNames(tx, tenant, names, at);
    return {
      counts,
      outcomes: outcomes.map((what, index) => ({ row: lines[index]!.row, earner: asUuid(ids[index]!), what })),
      events: {
        made: earnerBatchEvents(tenant, job, found.flatMap(({ made, earner }) => (made ? [earner] : [])), at),
        changed: [
          ...names.map(({ earner, version }) => earnerChangedEvent(tenant, asUuid(earner), version, at)),
          ...joined.map((entry) => rosterEvent(entry, 'joined')),
          ...moved.map(({ entry, what }) => rosterEvent(entry, what)),
        ],
      },
    };
  }

  private person(tenant: string, earner: string, line: RosterLine, entry: PersonOnLine['entry'], locked: ReadonlyMap<string, NamedEarner>): PersonOnLine {
    const kept = locked.get(earner);
    if (line.change === 'LEFT' || line.change === 'JOINED' || line.name === null || !kept?.key || !kept.name) return { earner, entry, name: kept?.name ? undefined : null };
    const key = this.personal.unwrap(tenant, earner, kept.key);
    return { earner, entry, name: this.personal.open(key, { tenant, earner, field: 'name' }, kept.name) };
  }

  private sealed(tenant: string, earner: string, name: string, locked: ReadonlyMap<string, NamedEarner>) {
    const kept = locked.get(earner);
    if (!kept?.key) throw new Error('a record that stands for somebody has a key');
    const sealed = this.personal.seal(this.personal.unwrap(tenant, earner, kept.key), { tenant, earner, field: 'name' }, name);
    return { earner, version: kept.version + 1, name: sealed };
  }
}

/** Whoever leaves or changes has to be known, and nobody is named twice. */
export function faultsAmong(lines: RosterLines, persons: ReadonlyMap<number, string>): LineError[] {
  const byRow = new Map(lines.map(({ row, value }) => [value, row]));
  const twice = repeated(lines, (line) => persons.get(byRow.get(line)!) ?? `${line.identifier.type} ${line.identifier.value}`);
  return lines.flatMap(({ row, value }) => {
    if (twice.has(row)) return [{ row, code: 'INVALID_VALUE', field: 'identifier', message: 'An earlier line is about the same person.' }];
    if ((value.change === 'LEFT' || value.change === 'CHANGED') && !persons.has(row)) return [{ row, code: 'NOT_FOUND', field: 'identifier', message: 'Nobody is known by this identifier.' }];
    return [];
  });
}
