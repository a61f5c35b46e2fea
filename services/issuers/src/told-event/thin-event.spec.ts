import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { awardBatchIssued, awardIssued, earnerMerged, type Envelope, type EventContract, partnershipActivated, readEvent } from '@cairn/events';
import { anAwardFact } from '@cairn/testkit';
import { tellings } from './event-types.js';
import { thinEvents } from './thin-event.js';

const tenant = '0192f0c8-7a00-7000-8000-000000000001';
const other = '0192f0c8-7a00-7000-8000-000000000002';
const ids = Array.from({ length: 5 }, (_, at) => `0192f0c8-7a00-7000-8000-0000000000a${at}`) as [string, string, string, string, string];
const envelope = <Data>(contract: EventContract<Data>, data: Data, aggregateversion = 3): Envelope<Data> => ({
  specversion: '1.0', id: ids[4], source: '/cairn/x', type: contract.type, subject: ids[0], time: '2026-05-01T10:00:00.000Z', datacontenttype: 'application/json', tenantid: tenant, aggregateversion, data,
});
const told = (event: Envelope) => tellings.filter(({ contract }) => contract.type === event.type).flatMap((telling) => thinEvents(event, telling));

describe('a thin event', () => {
  it('holds public ids, type, version and where it stands in the log, and nothing else', () => {
    const fact = anAwardFact({ award: ids[0], earner: ids[1], issuer: ids[2], achievement: ids[3], achievementVersion: ids[3], results: [{ name: 'Mark', value: 'secret' }] });
    expect(told(envelope(awardIssued, fact))).toEqual([
      {
        tenant,
        id: ids[4],
        type: 'award.issued',
        subject: `awd_${ids[0]}`,
        version: 3,
        occurredAt: new Date('2026-05-01T10:00:00.000Z'),
        source: { topic: 'cairn.award.v1', event: ids[4] },
        ids: { earnerId: `ern_${ids[1]}`, issuerId: `iss_${ids[2]}`, achievementId: `ach_${ids[3]}`, achievementVersionId: `acv_${ids[3]}` },
      },
    ]);
  });

  it('is one for each object of a batch, with an id that a repeat has again', () => {
    const batch = envelope(awardBatchIssued, { job: ids[3], awards: [anAwardFact({ award: ids[0] }), anAwardFact({ award: ids[1] })] }, 1);
    const events = told(batch);
    expect(events.map(({ subject, type, version }) => [subject, type, version])).toEqual([[`awd_${ids[0]}`, 'award.issued', 1], [`awd_${ids[1]}`, 'award.issued', 1]]);
    expect(new Set(events.map(({ id }) => id)).size).toBe(2);
    expect(told({ ...batch, id: ids[0] }).map(({ id }) => id)).toEqual(events.map(({ id }) => id));
  });

  it('goes to both sides of what two tenants see', () => {
    const events = told(envelope(partnershipActivated, { partnership: ids[0], invitingTenant: tenant, invitedTenant: other, at: '2026-05-01T10:00:00Z' }));
    expect(events.map((event) => event.tenant)).toEqual([tenant, other]);
  });

  it('names the record that went up in another', () => {
    expect(told(envelope(earnerMerged, { earner: ids[0], from: ids[1], at: '2026-05-01T10:00:00Z' }))[0]?.ids).toEqual({ fromId: `ern_${ids[1]}` });
  });

  it.each(tellings.map(({ contract }) => contract.sample))('is made of the sample %s', (sample) => {
    const read = readEvent(readFileSync(fileURLToPath(new URL(`../../../../libs/events/samples/${sample}`, import.meta.url)), 'utf8'));
    if (!read.ok) throw new Error(read.reason);
    const events = told(read.event);
    expect(events.length).toBeGreaterThan(0);
    for (const event of events) expect(JSON.stringify(event).length).toBeLessThan(2_000);
  });
});
