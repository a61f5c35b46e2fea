used as (
  select c.tenant_id, u.award_key, count(distinct c.pathway) as pathways
    from completed c join fact_counted u on u.tenant_id = c.tenant_id and u.completion = c.completion
   group by c.tenant_id, u.award_key
),
unit as (
  select a.tenant_id, a.earner_key, a.issued_on as cohort_day, a.achievement, x.issuer, x.field, x.level, x.kind, true as observed,
         case when u.pathways >= 2 then 1 else 0 end as hit
    from used u
    join award a on a.tenant_id = u.tenant_id and a.award_key = u.award_key
    left join dim_achievement x on x.tenant_id = a.tenant_id and x.achievement = a.achievement
)
