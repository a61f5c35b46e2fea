unit as (
  select f.tenant_id, f.earner_key, f.d1 as cohort_day, f.a1 as achievement, x.issuer, x.field, x.level, x.kind, f.d1 + :W <= :T as observed,
         case when f.d2 - f.d1 <= :W then 1 else 0 end as hit, case when f.d2 = f.d1 then 1 else 0 end as same_day
    from f left join dim_achievement x on x.tenant_id = f.tenant_id and x.achievement = f.a1
)
