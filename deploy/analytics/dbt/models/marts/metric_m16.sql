-- Made of the catalogue by `npm run compose`; do not edit.
with -- Awards that count: void ones are out of every figure.
award as (
  select a.tenant_id, a.earner_key, a.award_key, a.achievement, a.issued_on, a.expires_on, a.revoked_on, a.credits
    from {{ ref('stg_fact_award') }} a
   where not a.void and a.issued_on <= cast({{ observation_end() }} as date)
),
verified as (
  select a.tenant_id, a.award_key, sum(v.n) as n
    from award a
    join {{ ref('stg_fact_verification') }} v on v.tenant_id = a.tenant_id and v.award_key = a.award_key
   where v.day between a.issued_on and a.issued_on + cast(90 as integer) and v.class in ('person', 'relying system')
   group by a.tenant_id, a.award_key
),
unit as (
  select a.tenant_id, a.earner_key, a.issued_on as cohort_day, a.achievement, x.issuer, x.field, x.level, x.kind, a.issued_on + cast(90 as integer) <= cast({{ observation_end() }} as date) as observed,
         coalesce(v.n, 0) as hit, case when v.n > 0 then 1 else 0 end as verified
    from award a
    left join verified v on v.tenant_id = a.tenant_id and v.award_key = a.award_key
    left join {{ ref('stg_dim_achievement') }} x on x.tenant_id = a.tenant_id and x.achievement = a.achievement
)
select cast(cast(extract(year from u.cohort_day) as integer) as varchar) || '-Q' || cast(cast(extract(quarter from u.cohort_day) as integer) as varchar) as cohort_quarter,  count(*) filter (where u.observed) as denominator,
       cast(coalesce(sum(u.hit) filter (where u.observed), 0) as bigint) as numerator,
       cast(coalesce(sum(u.verified) filter (where u.observed), 0) as bigint) as verified, count(*) filter (where not u.observed) as excluded from unit u   group by 1 order by 1
