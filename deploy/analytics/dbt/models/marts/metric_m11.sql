-- Made of the catalogue by `npm run compose`; do not edit.
with -- Awards that count: void ones are out of every figure.
award as (
  select a.tenant_id, a.earner_key, a.award_key, a.achievement, a.issued_on, a.expires_on, a.revoked_on, a.credits
    from {{ ref('stg_fact_award') }} a
   where not a.void and a.issued_on <= cast({{ observation_end() }} as date)
),
enrolled as (
  select e.tenant_id, e.earner_key, e.enrolment, e.pathway, e.version, e.issuer, e.enrolled_on, e.withdrawn_on
    from {{ ref('stg_fact_enrolment') }} e
   where e.enrolled_on <= cast({{ observation_end() }} as date)
),
completed as (
  select c.tenant_id, c.earner_key, c.enrolment, c.completion, c.pathway, c.version, c.completion_achievement, c.completed_on
    from {{ ref('stg_fact_completion') }} c
   where c.completed_on <= cast({{ observation_end() }} as date)
),
earned as (
  select c.tenant_id, c.completion, sum(a.credits) as credits
    from completed c join award a on a.tenant_id = c.tenant_id and a.earner_key = c.earner_key and a.issued_on <= c.completed_on
   group by c.tenant_id, c.completion
),
counted as (
  select c.tenant_id, c.completion, sum(u.credits) as credits
    from completed c join {{ ref('stg_fact_counted') }} u on u.tenant_id = c.tenant_id and u.completion = c.completion
   group by c.tenant_id, c.completion
),
unit as (
  select c.tenant_id, c.earner_key, e.enrolled_on as cohort_day, e.issuer, c.pathway, c.version,
         c.completed_on - e.enrolled_on as days, coalesce(x.credits, 0) as credits, coalesce(x.credits, 0) - coalesce(y.credits, 0) as excess
    from completed c
    join enrolled e on e.tenant_id = c.tenant_id and e.enrolment = c.enrolment
    left join earned x on x.tenant_id = c.tenant_id and x.completion = c.completion
    left join counted y on y.tenant_id = c.tenant_id and y.completion = c.completion
)
select cast(cast(extract(year from u.cohort_day) as integer) as varchar) || '-Q' || cast(cast(extract(quarter from u.cohort_day) as integer) as varchar) as cohort_quarter,  count(*) as n,
       cast(percentile_cont(0.5) within group (order by u.days) as decimal(18, 1)) as days_median,
       cast(percentile_cont(0.9) within group (order by u.days) as decimal(18, 1)) as days_p90,
       cast(percentile_cont(0.5) within group (order by u.credits) as decimal(18, 1)) as credits_median,
       cast(percentile_cont(0.9) within group (order by u.credits) as decimal(18, 1)) as credits_p90,
       cast(percentile_cont(0.5) within group (order by u.excess) as decimal(18, 1)) as excess_median,
       cast(percentile_cont(0.9) within group (order by u.excess) as decimal(18, 1)) as excess_p90
  from unit u   group by 1 order by 1
