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
  select e.tenant_id, e.earner_key, e.enrolled_on as cohort_day, e.issuer, e.pathway, coalesce(c.version, e.version) as version,
         e.enrolled_on + cast({{ var('window_days', 365) }} as integer) <= cast({{ observation_end() }} as date) as observed,
         case when c.completed_on - e.enrolled_on between 0 and cast({{ var('window_days', 365) }} as integer) then 1 else 0 end as hit,
         case when e.withdrawn_on - e.enrolled_on <= cast({{ var('window_days', 365) }} as integer) then 1 else 0 end as withdrawn,
         case when c.completed_on - e.enrolled_on between 0 and cast({{ var('window_days', 365) }} as integer) and e.withdrawn_on - e.enrolled_on <= cast({{ var('window_days', 365) }} as integer) then 1 else 0 end as completed_then_withdrawn
    from enrolled e left join completed c on c.tenant_id = e.tenant_id and c.enrolment = e.enrolment
)
select cast(cast(extract(year from u.cohort_day) as integer) as varchar) || '-Q' || cast(cast(extract(quarter from u.cohort_day) as integer) as varchar) as cohort_quarter,  count(*) filter (where u.observed) as denominator,
       cast(coalesce(sum(u.hit) filter (where u.observed), 0) as bigint) as numerator,
       cast(coalesce(sum(u.withdrawn) filter (where u.observed), 0) as bigint) as withdrawn,
       cast(coalesce(sum(u.completed_then_withdrawn) filter (where u.observed), 0) as bigint) as completed_then_withdrawn, count(*) filter (where not u.observed) as excluded from unit u   group by 1 order by 1
