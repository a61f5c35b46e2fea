-- Made of the catalogue by `npm run compose`; do not edit.
with -- Awards that count: void ones are out of every figure.
award as (
  select a.tenant_id, a.earner_key, a.award_key, a.achievement, a.issued_on, a.expires_on, a.revoked_on, a.credits
    from {{ ref('stg_fact_award') }} a
   where not a.void and a.issued_on <= cast({{ observation_end() }} as date)
),
-- Cycles that ended in the period; of awards that count.
ended as (
  select y.tenant_id, y.earner_key, y.start_on, y.end_on, y.grace_end_on, case when y.met_on <= cast({{ observation_end() }} as date) then y.met_on end as met_on, a.achievement, x.issuer, x.field, x.level, x.kind
    from {{ ref('stg_fact_cycle') }} y
    join award a on a.tenant_id = y.tenant_id and a.award_key = y.award_key
    left join {{ ref('stg_dim_achievement') }} x on x.tenant_id = a.tenant_id and x.achievement = a.achievement
   where y.end_on between cast({{ period_start() }} as date) and cast({{ observation_end() }} as date)
),
unit as (
  select c.tenant_id, c.earner_key, c.end_on as cohort_day, c.achievement, c.issuer, c.field, c.level, c.kind, true as observed,
         case when c.met_on < c.end_on then 1 else 0 end as hit, case when c.met_on >= c.end_on and c.met_on < c.grace_end_on then 1 else 0 end as in_grace
    from ended c
)
select cast(cast(extract(year from u.cohort_day) as integer) as varchar) || '-Q' || cast(cast(extract(quarter from u.cohort_day) as integer) as varchar) as cohort_quarter,  count(*) filter (where u.observed) as denominator,
       cast(coalesce(sum(u.hit) filter (where u.observed), 0) as bigint) as numerator,
       cast(coalesce(sum(u.in_grace) filter (where u.observed), 0) as bigint) as in_grace, count(*) filter (where not u.observed) as excluded from unit u   group by 1 order by 1
