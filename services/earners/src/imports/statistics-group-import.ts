import { accepted, type Decision, refusal, refused } from '@cairn/access';
import { type Applied, type ImportKind, ImportJobs, inLanes, type JobAtWork, type NumberedRow, refusedRow, type RowResult } from '@cairn/bulk';
import { appendEvents } from '@cairn/messaging';
import { asUuid, type Tx } from '@cairn/postgres';
import { CLOCK } from '@cairn/service';
import type { Clock } from '@cairn/telemetry';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type Consent, consentsOf, isWithdrawn, standingFor } from '../consent/consent.js';
import { ConsentStore } from '../consent/consent.store.js';
import { ConsentGiving } from '../consent/consent-giving.service.js';
import type { LockedEarner } from '../earner/earner.js';
import { EarnerIntake } from '../earner/earner-intake.js';
import { EarnerWriteStore } from '../earner/earner-write.store.js';
import { type Answered, answered, type StatisticsGroup } from '../statistics/statistics-group.js';
import { StatisticsGroups } from '../statistics/statistics-groups.service.js';
import { readStatisticsGroupRow, statisticsGroupColumns, type StatisticsGroupRow } from './statistics-group-row.js';

/** A record of whom lines tell, under its lock, and what has become of it by the lines before. */
interface Asked {
  readonly row: LockedEarner;
  readonly consents: readonly Consent[];
  said: readonly StatisticsGroup[];
  isChanged: boolean;
  /** Where the paper is of a consent that a line brought. */
  note: string | null;
}

/**
 * What people say of themselves for statistics, in bulk. A line adds one answer to what its person said before, and makes
 * nobody. It needs the consent to statistics: on record, or on a paper that the line names.
 */
@Injectable()
export class StatisticsGroupImport implements ImportKind<StatisticsGroupRow>, OnModuleInit {
  readonly kind = 'statistics-groups';
  readonly noun = 'Earner';
  readonly right = 'AWARD';
  readonly columns = statisticsGroupColumns;
  readonly parse = readStatisticsGroupRow;
  readonly key = { column: 'dimension', of: ({ identifier: { type, value }, answer: { dimension, since } }: StatisticsGroupRow) => JSON.stringify([type, value, dimension, since]) };

  constructor(
    private readonly jobs: ImportJobs,
    private readonly intake: EarnerIntake,
    private readonly earners: EarnerWriteStore,
    private readonly consents: ConsentStore,
    private readonly giving: ConsentGiving,
    private readonly groups: StatisticsGroups,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onModuleInit(): void {
    this.jobs.register(this);
  }

  async apply(tx: Tx, { tenant }: JobAtWork, rows: readonly NumberedRow<StatisticsGroupRow>[]): Promise<Applied> {
    const persons = await this.intake.known(tx, tenant, rows.map(({ value: { identifier } }) => ({ name: null, identifiers: [identifier] })));
    const asked = await this.asked(tx, tenant, [...new Set(persons.filter((id) => id !== undefined))]);
    const results = rows.map(({ row, value }, at): RowResult => {
      const one = asked.get(persons[at] ?? '');
      const done = one ? said(one, value) : refused(refusal('NOT_FOUND', 'Nobody is known by this identifier.', 'identifier'));
      if (done.ok) return { row, status: done.value, id: asUuid(one?.row.id ?? '') };
      const [first] = done.refusals;
      return refusedRow(row, first?.code ?? 'INVALID_VALUE', first?.message ?? '', first?.field?.[0] ?? null);
    });
    const now = new Date(this.clock.now());
    const agreeing = [...asked.values()].flatMap(({ row, note }) => (note === null ? [] : [{ row, by: 'TENANT' as const, note }]));
    const given = await this.giving.give(tx, tenant, agreeing, 'STATISTICS', now);
    const saying = [...asked.values()].flatMap(({ row: { id, key }, said, isChanged }) => (isChanged && key !== null ? [{ id, key, said }] : []));
    const events = [...given, ...(await this.groups.keep(tx, tenant, saying, now))];
    return { results, marks: inLanes(await appendEvents(tx, events), events) };
  }

  private async asked(tx: Tx, tenant: string, ids: readonly string[]): Promise<Map<string, Asked>> {
    const rows = await this.earners.lockAll(tx, tenant, ids);
    const facts = await this.consents.of(tx, rows.map(({ id }) => ({ tenant, id })));
    const before = await this.groups.saidBy(tx, tenant, rows);
    return new Map(rows.map((row, at) => [row.id, { row, consents: consentsOf(facts[at] ?? []), said: before[at] ?? [], isChanged: false, note: null }]));
  }
}

/** What a line does to what its person says. A paper of before does not undo what the person has said since. */
function said(person: Asked, { answer, evidence }: StatisticsGroupRow): Decision<Answered['change']> {
  const { row, consents, note } = person;
  if (row.key === null || (row.state !== 'PROVISIONAL' && row.state !== 'CLAIMED')) {
    return refused(refusal('EARNER_STATE_INVALID', 'A record that does not stand for anybody is not changed.', 'identifier'));
  }
  if (isWithdrawn(consents, 'STATISTICS')) return refused(refusal('CONSENT_MISSING', 'The person has withdrawn the consent to statistics (STATISTICS).', 'consentEvidence'));
  const agreed = note !== null || standingFor(consents, 'STATISTICS') !== undefined;
  if (!agreed && evidence === null) return refused(refusal('CONSENT_MISSING', 'Say where the paper is on which the person agreed to statistics (STATISTICS).', 'consentEvidence'));
  const done = answered(person.said, answer);
  if (!done.ok) return done;
  if (!agreed) person.note = evidence;
  if (done.value.change !== 'UNCHANGED') Object.assign(person, { said: done.value.said, isChanged: true });
  return accepted(done.value.change);
}
