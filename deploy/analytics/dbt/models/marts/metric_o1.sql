-- Made of the catalogue by `npm run compose`; do not edit.
with -- Attempts of the period as they were known at the end of its last day.
attempt as (
  select s.tenant_id, s.version, s.chain, s.attempt, s.submitted_at,
         case when s.decided_at < cast(({{ observation_end() }} + 1) as timestamptz) then s.decided_at end as decided_at, case when s.decided_at < cast(({{ observation_end() }} + 1) as timestamptz) then s.outcome end as outcome
    from {{ ref('stg_fact_submission') }} s
   where s.submitted_at >= cast({{ period_start() }} as timestamptz) and s.submitted_at < cast(({{ observation_end() }} + 1) as timestamptz)
),
unit as (
  select s.tenant_id, cast(min(s.submitted_at) at time zone 'UTC' as date) as cohort_day, max(case when s.outcome in ('granted', 'refused') then 1 else 0 end) = 1 as observed,
         max(case when s.outcome = 'granted' and s.attempt = 1 then 1 else 0 end) as hit
    from attempt s
   group by s.tenant_id, s.chain
)
select cast(cast(extract(year from u.cohort_day) as integer) as varchar) || '-Q' || cast(cast(extract(quarter from u.cohort_day) as integer) as varchar) as cohort_quarter,  count(*) filter (where u.observed) as denominator,
       cast(coalesce(sum(u.hit) filter (where u.observed), 0) as bigint) as numerator, count(*) filter (where not u.observed) as excluded from unit u   group by 1 order by 1
