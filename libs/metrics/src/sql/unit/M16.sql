verified as (
  select a.tenant_id, a.award_key, sum(v.n) as n
    from award a
    join fact_verification v on v.tenant_id = a.tenant_id and v.award_key = a.award_key
   where v.day between a.issued_on and a.issued_on + :W and v.class in ('person', 'relying system')
   group by a.tenant_id, a.award_key
),
unit as (
  select a.tenant_id, a.earner_key, a.issued_on as cohort_day, a.achievement, x.issuer, x.field, x.level, x.kind, a.issued_on + :W <= :T as observed,
         coalesce(v.n, 0) as hit, case when v.n > 0 then 1 else 0 end as verified
    from award a
    left join verified v on v.tenant_id = a.tenant_id and v.award_key = a.award_key
    left join dim_achievement x on x.tenant_id = a.tenant_id and x.achievement = a.achievement
)
