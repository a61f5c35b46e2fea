import { awardBatchIssued, awardIssued, awardRevoked, completionAnnulled, completionReached, enrolmentBatchStarted, enrolmentStarted, pathwayCreated } from '@cairn/events';

const broker = 'kafka:9092';

/** A topic as ClickHouse reads it: CloudEvents as JSON, of which each view takes what it knows. */
const queue = (name: string, topic: string): string => `CREATE TABLE cairn.${name}
(
  event String
)
ENGINE = Kafka
SETTINGS kafka_broker_list = '${broker}', kafka_topic_list = '${topic}', kafka_group_name = 'clickhouse', kafka_format = 'JSONAsString', kafka_num_consumers = 1;
`;

const text = (from: string, path: string): string => `JSONExtractString(${from}, ${path.split('.').map((part) => `'${part}'`).join(', ')})`;
const uuid = (from: string, path: string): string => `toUUID(${text(from, path)})`;
const day = (from: string, path: string): string => `toDate32(${text(from, path)})`;
const openDay = (from: string, path: string): string => `toDate32OrNull(${text(from, path)})`;
const type = text('event', 'type');
const tenant = uuid('event', 'tenantid');
const version = `JSONExtractUInt(event, 'aggregateversion')`;

const credits = (from: string) => `if(JSONHas(${from}, 'creditsEarned'), toInt32(round(JSONExtractFloat(${from}, 'creditsEarned') * 100)), NULL)`;

/** An award is told whole by each of its events, a batch by one for up to 500. States in which it was never made count as gone. */
const awards = `CREATE MATERIALIZED VIEW cairn.take_awards TO cairn.fact_award AS
WITH ${type} = '${awardBatchIssued.type}' AS is_batch, JSONExtractRaw(event, 'data') AS data,
     arrayJoin(if(is_batch, JSONExtractArrayRaw(data, 'awards'), [data])) AS award,
     ${text('award', 'state')} AS state, ${day('award', 'awardedOn')} AS issued, ${type} = '${awardRevoked.type}' AS is_revoked
SELECT ${tenant} AS tenant_id, ${uuid('award', 'earner')} AS earner_key, ${uuid('award', 'award')} AS award_key, ${uuid('award', 'achievement')} AS achievement,
       ${uuid('award', 'achievementVersion')} AS version, ${uuid('award', 'issuer')} AS issuer, issued AS issued_on, ${openDay('award', 'validUntil')} AS expires_on,
       if(is_revoked, ${openDay('award', 'on')}, NULL) AS revoked_on,
       is_revoked AND (JSONExtractBool(award, 'inError') OR ifNull(${openDay('award', 'on')} <= issued, false)) AS void,
       ${credits('award')} AS credits, CAST(NULL, 'LowCardinality(Nullable(String))') AS measure,
       JSONExtractUInt(award, 'version') AS row_version, state IN ('SCHEDULED', 'OFFERED', 'DECLINED', 'CANCELLED', 'REPLACED') AS is_gone
  FROM cairn.award_queue
 WHERE startsWith(${type}, 'cairn.award.') AND JSONHas(award, 'achievementVersion');
`;

const enrolments = `CREATE MATERIALIZED VIEW cairn.take_enrolments TO cairn.fact_enrolment AS
WITH ${type} = '${enrolmentBatchStarted.type}' AS is_batch, JSONExtractRaw(event, 'data') AS data,
     arrayJoin(if(is_batch, JSONExtractArrayRaw(data, 'enrolments'), [data])) AS enrolment_fact
SELECT ${tenant} AS tenant_id, ${uuid('enrolment_fact', 'earner')} AS earner_key, ${uuid('enrolment_fact', 'enrolment')} AS enrolment, ${uuid('enrolment_fact', 'pathway')} AS pathway,
       ${uuid('enrolment_fact', 'pathwayVersion')} AS version, dictGet('cairn.issuer_of_pathway', 'issuer', tuple(pathway)) AS issuer,
       ${day('enrolment_fact', 'enrolledOn')} AS enrolled_on, ${openDay('enrolment_fact', 'withdrawnOn')} AS withdrawn_on,
       ${version} AS row_version, ${type} IN ('cairn.enrolment.requested.v1', 'cairn.enrolment.refused.v1') AS is_gone
  FROM cairn.enrolment_queue
 WHERE startsWith(${type}, 'cairn.enrolment.') AND JSONHas(enrolment_fact, 'enrolledOn');
`;

/** An enrolment tells its pathway, and the pathway whose it is; whoever is not told of it yet has no issuer, which is all zeros. */
const pathways = `CREATE TABLE cairn.pathway_issuer (pathway UUID, issuer UUID) ENGINE = ReplacingMergeTree ORDER BY pathway;

CREATE DICTIONARY cairn.issuer_of_pathway (pathway UUID, issuer UUID)
PRIMARY KEY pathway SOURCE(CLICKHOUSE(DB 'cairn' TABLE 'pathway_issuer')) LAYOUT(COMPLEX_KEY_HASHED()) LIFETIME(MIN 5 MAX 30);

CREATE MATERIALIZED VIEW cairn.take_pathways TO cairn.pathway_issuer AS
SELECT ${uuid('event', 'data.pathway')} AS pathway, ${uuid('event', 'data.issuer')} AS issuer FROM cairn.pathway_queue WHERE ${type} = '${pathwayCreated.type}';
`;

/** The pathway as a whole alone: milestones and exits are no completions. */
const completions = `CREATE MATERIALIZED VIEW cairn.take_completions TO cairn.fact_completion AS
WITH JSONExtractRaw(event, 'data') AS data
SELECT ${tenant} AS tenant_id, ${uuid('data', 'earner')} AS earner_key, ${uuid('data', 'enrolment')} AS enrolment, ${uuid('data', 'completion')} AS completion,
       ${uuid('data', 'pathway')} AS pathway, ${uuid('data', 'pathwayVersion')} AS version, toUUIDOrNull(${text('data', 'awardAchievement')}) AS completion_achievement,
       ${day('data', 'completedOn')} AS completed_on, ${version} AS row_version, ${type} = '${completionAnnulled.type}' AS is_gone
  FROM cairn.completion_queue
 WHERE startsWith(${type}, 'cairn.completion.') AND JSONHas(data, 'completedOn') AND NOT JSONHas(data, 'destination', 'node');
`;

const counted = `CREATE MATERIALIZED VIEW cairn.take_counted TO cairn.fact_counted AS
WITH JSONExtractRaw(event, 'data') AS data
SELECT ${tenant} AS tenant_id, ${uuid('data', 'completion')} AS completion, toUUID(arrayJoin(JSONExtract(data, 'countedAwards', 'Array(String)'))) AS award_key,
       CAST(NULL, 'Nullable(Int32)') AS credits, ${version} AS row_version, ${type} = '${completionAnnulled.type}' AS is_gone
  FROM cairn.completion_queue
 WHERE startsWith(${type}, 'cairn.completion.') AND JSONHas(data, 'completedOn') AND NOT JSONHas(data, 'destination', 'node');
`;

/** What comes by events; the other facts come with the export. */
export const clickhouseQueues = [
  '-- Events, as they come.\n',
  queue('award_queue', awardIssued.topic),
  awards,
  queue('pathway_queue', pathwayCreated.topic),
  pathways,
  queue('enrolment_queue', enrolmentStarted.topic),
  enrolments,
  queue('completion_queue', completionReached.topic),
  completions,
  counted,
].join('\n');
