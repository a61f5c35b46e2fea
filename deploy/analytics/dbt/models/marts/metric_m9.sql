-- Made of the catalogue by `npm run compose`; do not edit.
with enrolled as (
  select e.tenant_id, e.earner_key, e.enrolment, e.pathway, e.version, e.issuer, e.enrolled_on, e.withdrawn_on
    from {{ ref('stg_fact_enrolment') }} e
   where e.enrolled_on <= cast({{ observation_end() }} as date)
),
completed as (
  select c.tenant_id, c.earner_key, c.enrolment, c.completion, c.pathway, c.version, c.completion_achievement, c.completed_on
    from {{ ref('stg_fact_completion') }} c
   where c.completed_on <= cast({{ observation_end() }} as date)
),
unit as (
  select e.tenant_id, e.earner_key, a.reached_on as cohort_day, e.pathway, coalesce(c.version, e.version) as version, a.step,
         a.reached_on + cast({{ var('window_days', 365) }} as integer) <= cast({{ observation_end() }} as date) as observed,
         case when b.reached_on - a.reached_on <= cast({{ var('window_days', 365) }} as integer) then 1 else 0 end as hit,
         case when b.reached_on <= a.reached_on then 1 else 0 end as already
    from enrolled e
    join {{ ref('stg_fact_step') }} a on a.tenant_id = e.tenant_id and a.enrolment = e.enrolment and a.reached_on <= cast({{ observation_end() }} as date)
    left join {{ ref('stg_fact_step') }} b on b.tenant_id = a.tenant_id and b.enrolment = a.enrolment and b.step = a.step + 1
    left join completed c on c.tenant_id = e.tenant_id and c.enrolment = e.enrolment
)
select u.step as step, cast(cast(extract(year from u.cohort_day) as integer) as varchar) || '-Q' || cast(cast(extract(quarter from u.cohort_day) as integer) as varchar) as cohort_quarter,  count(*) filter (where u.observed) as denominator,
       cast(coalesce(sum(u.hit) filter (where u.observed), 0) as bigint) as numerator,
       cast(coalesce(sum(u.already) filter (where u.observed), 0) as bigint) as already, count(*) filter (where not u.observed) as excluded from unit u   group by 1, 2 order by 1, 2
