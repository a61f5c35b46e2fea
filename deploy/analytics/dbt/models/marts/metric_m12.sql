-- Made of the catalogue by `npm run compose`; do not edit.
with -- Awards that count: void ones are out of every figure.
award as (
  select a.tenant_id, a.earner_key, a.award_key, a.achievement, a.issued_on, a.expires_on, a.revoked_on, a.credits
    from {{ ref('stg_fact_award') }} a
   where not a.void and a.issued_on <= cast({{ observation_end() }} as date)
),
completed as (
  select c.tenant_id, c.earner_key, c.enrolment, c.completion, c.pathway, c.version, c.completion_achievement, c.completed_on
    from {{ ref('stg_fact_completion') }} c
   where c.completed_on <= cast({{ observation_end() }} as date)
),
used as (
  select c.tenant_id, u.award_key, count(distinct c.pathway) as pathways
    from completed c join {{ ref('stg_fact_counted') }} u on u.tenant_id = c.tenant_id and u.completion = c.completion
   group by c.tenant_id, u.award_key
),
unit as (
  select a.tenant_id, a.earner_key, a.issued_on as cohort_day, a.achievement, x.issuer, x.field, x.level, x.kind, true as observed,
         case when u.pathways >= 2 then 1 else 0 end as hit
    from used u
    join award a on a.tenant_id = u.tenant_id and a.award_key = u.award_key
    left join {{ ref('stg_dim_achievement') }} x on x.tenant_id = a.tenant_id and x.achievement = a.achievement
)
select  count(*) filter (where u.observed) as denominator,
       cast(coalesce(sum(u.hit) filter (where u.observed), 0) as bigint) as numerator, count(*) filter (where not u.observed) as excluded from unit u    
