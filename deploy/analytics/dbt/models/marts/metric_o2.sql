-- Made of the catalogue by `npm run compose`; do not edit.
with -- Attempts of the period as they were known at the end of its last day.
attempt as (
  select s.tenant_id, s.version, s.chain, s.attempt, s.submitted_at,
         case when s.decided_at < cast(({{ observation_end() }} + 1) as timestamptz) then s.decided_at end as decided_at, case when s.decided_at < cast(({{ observation_end() }} + 1) as timestamptz) then s.outcome end as outcome
    from {{ ref('stg_fact_submission') }} s
   where s.submitted_at >= cast({{ period_start() }} as timestamptz) and s.submitted_at < cast(({{ observation_end() }} + 1) as timestamptz)
),
-- Seconds of Monday to Friday from 5 January 1970, a Monday, to an instant: five days of each whole week, and what has passed of this one.
reached as (
  select tenant_id, cast(submitted_at at time zone 'UTC' as date) as cohort_day, decided_at is not null as event,
         cast(floor(extract(epoch from submitted_at)) as bigint) - 345600 as s0,
         cast(floor(extract(epoch from coalesce(decided_at, cast(({{ observation_end() }} + 1) as timestamptz)))) as bigint) - 345600 as s1
    from attempt
),
unit as (
  select tenant_id, cohort_day, event,
         cast(floor((((s1 - s1 % 604800) / 604800 * 432000 + least(s1 % 604800, 432000)) - ((s0 - s0 % 604800) / 604800 * 432000 + least(s0 % 604800, 432000))) / 60) as bigint) as t
    from reached
),
passed as (
  select cast(cast(extract(year from u.cohort_day) as integer) as varchar) || '-Q' || cast(cast(extract(quarter from u.cohort_day) as integer) as varchar) as cohort_quarter,  u.t, count(*) filter (where u.event) as events, count(*) as n from unit u   group by 1, u.t
)
select cohort_quarter,  t, events, n - events as censored, sum(n) over (partition by cohort_quarter order by t desc) as at_risk from passed order by cohort_quarter,  t
