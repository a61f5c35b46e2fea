-- Made of the facts by `npm run compose`; do not edit. docs/guides/clickhouse.md says how to switch.

CREATE DATABASE IF NOT EXISTS cairn;

CREATE TABLE cairn.fact_award
(
  tenant_id UUID COMMENT 'The tenant whose fact it is.',
  earner_key UUID COMMENT 'The earner, by a pseudonym that only the earners service can resolve.',
  award_key UUID COMMENT 'The award.',
  achievement UUID COMMENT 'What was earned, whichever version of it.',
  version UUID COMMENT 'The version of the achievement.',
  issuer UUID COMMENT 'The issuer that awarded it.',
  issued_on Date32 COMMENT 'The day on which it was awarded.',
  expires_on Nullable(Date32) COMMENT 'The first day on which it is valid no more; open: it does not expire.',
  revoked_on Nullable(Date32) COMMENT 'The day from which it is revoked; open: it is not.',
  void Bool COMMENT 'Never earned: revoked as issued in error, or from the day of its issue or before.',
  credits Nullable(Int32) COMMENT 'Credits of the award in hundredths; open: none stated.',
  measure LowCardinality(Nullable(String)) COMMENT 'What the credits are counted in.',
  row_version UInt64 COMMENT 'Version of the aggregate that told it; the highest stays.',
  is_gone UInt8 DEFAULT 0 COMMENT '1: the row counts no more.'
)
ENGINE = ReplacingMergeTree(row_version, is_gone)
PARTITION BY toYYYYMM(issued_on)
ORDER BY (tenant_id, earner_key, issued_on, award_key)
COMMENT 'One award.';

CREATE TABLE cairn.dim_achievement
(
  tenant_id UUID COMMENT 'The tenant whose fact it is.',
  achievement UUID COMMENT 'The achievement.',
  level Nullable(Int32) COMMENT 'Its level (EQF, NQF or of the credential), never guessed from the title; open: unknown.',
  field LowCardinality(Nullable(String)) COMMENT 'Its field of study (ISCED-F or the code of a framework); open: unknown.',
  kind LowCardinality(String) COMMENT 'degree, certificate, badge, … in lower case.',
  issuer UUID COMMENT 'The issuer that defines it.',
  in_pathway Bool COMMENT 'A published pathway counts it.',
  row_version UInt64 COMMENT 'Version of the aggregate that told it; the highest stays.',
  is_gone UInt8 DEFAULT 0 COMMENT '1: the row counts no more.'
)
ENGINE = ReplacingMergeTree(row_version, is_gone)
ORDER BY (tenant_id, achievement)
COMMENT 'What is known of an achievement.';

CREATE TABLE cairn.dim_skill
(
  tenant_id UUID COMMENT 'The tenant whose fact it is.',
  achievement UUID COMMENT 'The achievement.',
  skill String COMMENT 'The skill, by its address.',
  row_version UInt64 COMMENT 'Version of the aggregate that told it; the highest stays.',
  is_gone UInt8 DEFAULT 0 COMMENT '1: the row counts no more.'
)
ENGINE = ReplacingMergeTree(row_version, is_gone)
ORDER BY (tenant_id, achievement, skill)
COMMENT 'A skill that an achievement is aligned to, or one above such a skill.';

CREATE TABLE cairn.fact_enrolment
(
  tenant_id UUID COMMENT 'The tenant whose fact it is.',
  earner_key UUID COMMENT 'The earner, by a pseudonym that only the earners service can resolve.',
  enrolment UUID COMMENT 'The enrolment.',
  pathway UUID COMMENT 'The pathway.',
  version UUID COMMENT 'The version of the pathway that was joined.',
  issuer UUID COMMENT 'The issuer of the pathway.',
  enrolled_on Date32 COMMENT 'Its first day.',
  withdrawn_on Nullable(Date32) COMMENT 'The day of withdrawal; open: never withdrawn.',
  row_version UInt64 COMMENT 'Version of the aggregate that told it; the highest stays.',
  is_gone UInt8 DEFAULT 0 COMMENT '1: the row counts no more.'
)
ENGINE = ReplacingMergeTree(row_version, is_gone)
PARTITION BY toYYYYMM(enrolled_on)
ORDER BY (tenant_id, earner_key, enrolled_on, enrolment)
COMMENT 'One enrolment of an earner in a pathway.';

CREATE TABLE cairn.fact_step
(
  tenant_id UUID COMMENT 'The tenant whose fact it is.',
  enrolment UUID COMMENT 'The enrolment.',
  step Int32 COMMENT 'Place of the step in the order of the definition, from 0.',
  reached_on Date32 COMMENT 'The day on which it was reached.',
  row_version UInt64 COMMENT 'Version of the aggregate that told it; the highest stays.',
  is_gone UInt8 DEFAULT 0 COMMENT '1: the row counts no more.'
)
ENGINE = ReplacingMergeTree(row_version, is_gone)
PARTITION BY toYYYYMM(reached_on)
ORDER BY (tenant_id, reached_on, enrolment, step)
COMMENT 'A step of a pathway that an enrolment has reached.';

CREATE TABLE cairn.fact_completion
(
  tenant_id UUID COMMENT 'The tenant whose fact it is.',
  earner_key UUID COMMENT 'The earner, by a pseudonym that only the earners service can resolve.',
  enrolment UUID COMMENT 'The enrolment that completed it.',
  completion UUID COMMENT 'The completion.',
  pathway UUID COMMENT 'The pathway.',
  version UUID COMMENT 'The version of the pathway that governed the completion.',
  completion_achievement Nullable(UUID) COMMENT 'The achievement that the pathway itself awards; open: none.',
  completed_on Date32 COMMENT 'The day of completion.',
  row_version UInt64 COMMENT 'Version of the aggregate that told it; the highest stays.',
  is_gone UInt8 DEFAULT 0 COMMENT '1: the row counts no more.'
)
ENGINE = ReplacingMergeTree(row_version, is_gone)
PARTITION BY toYYYYMM(completed_on)
ORDER BY (tenant_id, earner_key, completed_on, completion)
COMMENT 'A pathway completed by an enrolment.';

CREATE TABLE cairn.fact_counted
(
  tenant_id UUID COMMENT 'The tenant whose fact it is.',
  completion UUID COMMENT 'The completion.',
  award_key UUID COMMENT 'The award.',
  credits Nullable(Int32) COMMENT 'How many of its credits were counted, in hundredths.',
  row_version UInt64 COMMENT 'Version of the aggregate that told it; the highest stays.',
  is_gone UInt8 DEFAULT 0 COMMENT '1: the row counts no more.'
)
ENGINE = ReplacingMergeTree(row_version, is_gone)
ORDER BY (tenant_id, completion, award_key)
COMMENT 'An award that a completion counted.';

CREATE TABLE cairn.fact_cycle
(
  tenant_id UUID COMMENT 'The tenant whose fact it is.',
  earner_key UUID COMMENT 'The earner, by a pseudonym that only the earners service can resolve.',
  award_key UUID COMMENT 'The award.',
  start_on Date32 COMMENT 'First day of the cycle.',
  end_on Date32 COMMENT 'The day by which it had to be met; who meets it on that day or later does so in grace.',
  grace_end_on Date32 COMMENT 'The day on which grace is over.',
  met_on Nullable(Date32) COMMENT 'The day on which it was met; open: not met.',
  row_version UInt64 COMMENT 'Version of the aggregate that told it; the highest stays.',
  is_gone UInt8 DEFAULT 0 COMMENT '1: the row counts no more.'
)
ENGINE = ReplacingMergeTree(row_version, is_gone)
PARTITION BY toYYYYMM(end_on)
ORDER BY (tenant_id, earner_key, end_on, award_key, start_on)
COMMENT 'A cycle in which an award had to be renewed.';

CREATE TABLE cairn.fact_submission
(
  tenant_id UUID COMMENT 'The tenant whose fact it is.',
  version UUID COMMENT 'The version of the achievement.',
  chain UUID COMMENT 'What attempts of one earner at one achievement have in common.',
  attempt Int32 COMMENT 'Number of the attempt, from 1.',
  submitted_at DateTime64(3, 'UTC') COMMENT 'When it was submitted.',
  decided_at Nullable(DateTime64(3, 'UTC')) COMMENT 'When it was decided; open: not yet.',
  outcome LowCardinality(Nullable(String)) COMMENT 'granted, refused, or returned (another attempt is asked for); open: not decided.',
  row_version UInt64 COMMENT 'Version of the aggregate that told it; the highest stays.',
  is_gone UInt8 DEFAULT 0 COMMENT '1: the row counts no more.'
)
ENGINE = ReplacingMergeTree(row_version, is_gone)
PARTITION BY toYYYYMM(submitted_at)
ORDER BY (tenant_id, submitted_at, chain, attempt)
COMMENT 'An attempt to show evidence for an achievement.';

CREATE TABLE cairn.fact_verification
(
  tenant_id UUID COMMENT 'The tenant whose fact it is.',
  award_key UUID COMMENT 'The award.',
  day Date32 COMMENT 'The day.',
  class String COMMENT 'person, relying system, bot or own issuer.',
  n Int32 COMMENT 'How often.',
  row_version UInt64 COMMENT 'Version of the aggregate that told it; the highest stays.',
  is_gone UInt8 DEFAULT 0 COMMENT '1: the row counts no more.'
)
ENGINE = ReplacingMergeTree(row_version, is_gone)
PARTITION BY toYYYYMM(day)
ORDER BY (tenant_id, day, award_key, class)
COMMENT 'How often an award was verified on a day by a class of callers.';

CREATE TABLE cairn.dim_group
(
  tenant_id UUID COMMENT 'The tenant whose fact it is.',
  earner_key UUID COMMENT 'The earner, by a pseudonym that only the earners service can resolve.',
  dimension String COMMENT 'What is answered, for example region.',
  value LowCardinality(String) COMMENT 'The answer.',
  since_on Nullable(Date32) COMMENT 'First day on which it is true; open: as far back as one looks.',
  until_on Nullable(Date32) COMMENT 'First day on which it is true no more; open: it still is. Of one dimension no two answers are true on one day.',
  row_version UInt64 COMMENT 'Version of the aggregate that told it; the highest stays.',
  is_gone UInt8 DEFAULT 0 COMMENT '1: the row counts no more.'
)
ENGINE = ReplacingMergeTree(row_version, is_gone)
ORDER BY (tenant_id, earner_key, dimension, since_on)
SETTINGS allow_nullable_key = 1
COMMENT 'What an earner says of himself, given for statistics only.';

CREATE TABLE cairn.dim_consent
(
  tenant_id UUID COMMENT 'The tenant whose fact it is.',
  earner_key UUID COMMENT 'The earner, by a pseudonym that only the earners service can resolve.',
  purpose String COMMENT 'The purpose, for example talent search.',
  row_version UInt64 COMMENT 'Version of the aggregate that told it; the highest stays.',
  is_gone UInt8 DEFAULT 0 COMMENT '1: the row counts no more.'
)
ENGINE = ReplacingMergeTree(row_version, is_gone)
ORDER BY (tenant_id, earner_key, purpose)
COMMENT 'A purpose beyond statistics that an earner agreed to.';

CREATE ROW POLICY tenant ON cairn.fact_award FOR SELECT USING tenant_id = toUUID(getSetting('SQL_cairn_tenant')) TO cairn_analyst;
CREATE ROW POLICY tenant ON cairn.dim_achievement FOR SELECT USING tenant_id = toUUID(getSetting('SQL_cairn_tenant')) TO cairn_analyst;
CREATE ROW POLICY tenant ON cairn.dim_skill FOR SELECT USING tenant_id = toUUID(getSetting('SQL_cairn_tenant')) TO cairn_analyst;
CREATE ROW POLICY tenant ON cairn.fact_enrolment FOR SELECT USING tenant_id = toUUID(getSetting('SQL_cairn_tenant')) TO cairn_analyst;
CREATE ROW POLICY tenant ON cairn.fact_step FOR SELECT USING tenant_id = toUUID(getSetting('SQL_cairn_tenant')) TO cairn_analyst;
CREATE ROW POLICY tenant ON cairn.fact_completion FOR SELECT USING tenant_id = toUUID(getSetting('SQL_cairn_tenant')) TO cairn_analyst;
CREATE ROW POLICY tenant ON cairn.fact_counted FOR SELECT USING tenant_id = toUUID(getSetting('SQL_cairn_tenant')) TO cairn_analyst;
CREATE ROW POLICY tenant ON cairn.fact_cycle FOR SELECT USING tenant_id = toUUID(getSetting('SQL_cairn_tenant')) TO cairn_analyst;
CREATE ROW POLICY tenant ON cairn.fact_submission FOR SELECT USING tenant_id = toUUID(getSetting('SQL_cairn_tenant')) TO cairn_analyst;
CREATE ROW POLICY tenant ON cairn.fact_verification FOR SELECT USING tenant_id = toUUID(getSetting('SQL_cairn_tenant')) TO cairn_analyst;
CREATE ROW POLICY tenant ON cairn.dim_group FOR SELECT USING tenant_id = toUUID(getSetting('SQL_cairn_tenant')) TO cairn_analyst;
CREATE ROW POLICY tenant ON cairn.dim_consent FOR SELECT USING tenant_id = toUUID(getSetting('SQL_cairn_tenant')) TO cairn_analyst;

-- Events, as they come.

CREATE TABLE cairn.award_queue
(
  event String
)
ENGINE = Kafka
SETTINGS kafka_broker_list = 'kafka:9092', kafka_topic_list = 'cairn.award.v1', kafka_group_name = 'clickhouse', kafka_format = 'JSONAsString', kafka_num_consumers = 1;

CREATE MATERIALIZED VIEW cairn.take_awards TO cairn.fact_award AS
WITH JSONExtractString(event, 'type') = 'cairn.award.batch-issued.v1' AS is_batch, JSONExtractRaw(event, 'data') AS data,
     arrayJoin(if(is_batch, JSONExtractArrayRaw(data, 'awards'), [data])) AS award,
     JSONExtractString(award, 'state') AS state, toDate32(JSONExtractString(award, 'awardedOn')) AS issued, JSONExtractString(event, 'type') = 'cairn.award.revoked.v1' AS is_revoked
SELECT toUUID(JSONExtractString(event, 'tenantid')) AS tenant_id, toUUID(JSONExtractString(award, 'earner')) AS earner_key, toUUID(JSONExtractString(award, 'award')) AS award_key, toUUID(JSONExtractString(award, 'achievement')) AS achievement,
       toUUID(JSONExtractString(award, 'achievementVersion')) AS version, toUUID(JSONExtractString(award, 'issuer')) AS issuer, issued AS issued_on, toDate32OrNull(JSONExtractString(award, 'validUntil')) AS expires_on,
       if(is_revoked, toDate32OrNull(JSONExtractString(award, 'on')), NULL) AS revoked_on,
       is_revoked AND (JSONExtractBool(award, 'inError') OR ifNull(toDate32OrNull(JSONExtractString(award, 'on')) <= issued, false)) AS void,
       if(JSONHas(award, 'creditsEarned'), toInt32(round(JSONExtractFloat(award, 'creditsEarned') * 100)), NULL) AS credits, CAST(NULL, 'LowCardinality(Nullable(String))') AS measure,
       JSONExtractUInt(award, 'version') AS row_version, state IN ('SCHEDULED', 'OFFERED', 'DECLINED', 'CANCELLED', 'REPLACED') AS is_gone
  FROM cairn.award_queue
 WHERE startsWith(JSONExtractString(event, 'type'), 'cairn.award.') AND JSONHas(award, 'achievementVersion');

CREATE TABLE cairn.pathway_queue
(
  event String
)
ENGINE = Kafka
SETTINGS kafka_broker_list = 'kafka:9092', kafka_topic_list = 'cairn.pathway.v1', kafka_group_name = 'clickhouse', kafka_format = 'JSONAsString', kafka_num_consumers = 1;

CREATE TABLE cairn.pathway_issuer (pathway UUID, issuer UUID) ENGINE = ReplacingMergeTree ORDER BY pathway;

CREATE DICTIONARY cairn.issuer_of_pathway (pathway UUID, issuer UUID)
PRIMARY KEY pathway SOURCE(CLICKHOUSE(DB 'cairn' TABLE 'pathway_issuer')) LAYOUT(COMPLEX_KEY_HASHED()) LIFETIME(MIN 5 MAX 30);

CREATE MATERIALIZED VIEW cairn.take_pathways TO cairn.pathway_issuer AS
SELECT toUUID(JSONExtractString(event, 'data', 'pathway')) AS pathway, toUUID(JSONExtractString(event, 'data', 'issuer')) AS issuer FROM cairn.pathway_queue WHERE JSONExtractString(event, 'type') = 'cairn.pathway.created.v1';

CREATE TABLE cairn.enrolment_queue
(
  event String
)
ENGINE = Kafka
SETTINGS kafka_broker_list = 'kafka:9092', kafka_topic_list = 'cairn.enrolment.v1', kafka_group_name = 'clickhouse', kafka_format = 'JSONAsString', kafka_num_consumers = 1;

CREATE MATERIALIZED VIEW cairn.take_enrolments TO cairn.fact_enrolment AS
WITH JSONExtractString(event, 'type') = 'cairn.enrolment.batch-started.v1' AS is_batch, JSONExtractRaw(event, 'data') AS data,
     arrayJoin(if(is_batch, JSONExtractArrayRaw(data, 'enrolments'), [data])) AS enrolment_fact
SELECT toUUID(JSONExtractString(event, 'tenantid')) AS tenant_id, toUUID(JSONExtractString(enrolment_fact, 'earner')) AS earner_key, toUUID(JSONExtractString(enrolment_fact, 'enrolment')) AS enrolment, toUUID(JSONExtractString(enrolment_fact, 'pathway')) AS pathway,
       toUUID(JSONExtractString(enrolment_fact, 'pathwayVersion')) AS version, dictGet('cairn.issuer_of_pathway', 'issuer', tuple(pathway)) AS issuer,
       toDate32(JSONExtractString(enrolment_fact, 'enrolledOn')) AS enrolled_on, toDate32OrNull(JSONExtractString(enrolment_fact, 'withdrawnOn')) AS withdrawn_on,
       JSONExtractUInt(event, 'aggregateversion') AS row_version, JSONExtractString(event, 'type') IN ('cairn.enrolment.requested.v1', 'cairn.enrolment.refused.v1') AS is_gone
  FROM cairn.enrolment_queue
 WHERE startsWith(JSONExtractString(event, 'type'), 'cairn.enrolment.') AND JSONHas(enrolment_fact, 'enrolledOn');

CREATE TABLE cairn.completion_queue
(
  event String
)
ENGINE = Kafka
SETTINGS kafka_broker_list = 'kafka:9092', kafka_topic_list = 'cairn.completion.v1', kafka_group_name = 'clickhouse', kafka_format = 'JSONAsString', kafka_num_consumers = 1;

CREATE MATERIALIZED VIEW cairn.take_completions TO cairn.fact_completion AS
WITH JSONExtractRaw(event, 'data') AS data
SELECT toUUID(JSONExtractString(event, 'tenantid')) AS tenant_id, toUUID(JSONExtractString(data, 'earner')) AS earner_key, toUUID(JSONExtractString(data, 'enrolment')) AS enrolment, toUUID(JSONExtractString(data, 'completion')) AS completion,
       toUUID(JSONExtractString(data, 'pathway')) AS pathway, toUUID(JSONExtractString(data, 'pathwayVersion')) AS version, toUUIDOrNull(JSONExtractString(data, 'awardAchievement')) AS completion_achievement,
       toDate32(JSONExtractString(data, 'completedOn')) AS completed_on, JSONExtractUInt(event, 'aggregateversion') AS row_version, JSONExtractString(event, 'type') = 'cairn.completion.annulled.v1' AS is_gone
  FROM cairn.completion_queue
 WHERE startsWith(JSONExtractString(event, 'type'), 'cairn.completion.') AND JSONHas(data, 'completedOn') AND NOT JSONHas(data, 'destination', 'node');

CREATE MATERIALIZED VIEW cairn.take_counted TO cairn.fact_counted AS
WITH JSONExtractRaw(event, 'data') AS data
SELECT toUUID(JSONExtractString(event, 'tenantid')) AS tenant_id, toUUID(JSONExtractString(data, 'completion')) AS completion, toUUID(arrayJoin(JSONExtract(data, 'countedAwards', 'Array(String)'))) AS award_key,
       CAST(NULL, 'Nullable(Int32)') AS credits, JSONExtractUInt(event, 'aggregateversion') AS row_version, JSONExtractString(event, 'type') = 'cairn.completion.annulled.v1' AS is_gone
  FROM cairn.completion_queue
 WHERE startsWith(JSONExtractString(event, 'type'), 'cairn.completion.') AND JSONHas(data, 'completedOn') AND NOT JSONHas(data, 'destination', 'node');
