-- Made of the catalogue by `npm run compose`; do not edit.
with -- Awards that count: void ones are out of every figure.
award as (
  select a.tenant_id, a.earner_key, a.award_key, a.achievement, a.issued_on, a.expires_on, a.revoked_on, a.credits
    from {{ ref('stg_fact_award') }} a
   where not a.void and a.issued_on <= cast({{ observation_end() }} as date)
),
unit as (
  select a.tenant_id, a.earner_key, a.issued_on as cohort_day, a.achievement, x.issuer, x.field, x.level, x.kind, true as observed, 1 as hit
    from award a left join {{ ref('stg_dim_achievement') }} x on x.tenant_id = a.tenant_id and x.achievement = a.achievement
)
select cast(cast(extract(year from u.cohort_day) as integer) as varchar) || '-Q' || cast(cast(extract(quarter from u.cohort_day) as integer) as varchar) as cohort_quarter,  count(distinct u.earner_key) as denominator,
       cast(coalesce(sum(u.hit) filter (where u.observed), 0) as bigint) as numerator, count(*) filter (where not u.observed) as excluded from unit u   group by 1 order by 1
