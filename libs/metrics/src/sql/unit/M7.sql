unit as (
  select f.tenant_id, f.earner_key, f.d1 as cohort_day, f.a1 as achievement, x.issuer, x.field, x.level, x.kind,
         coalesce(f.d2, :T) - f.d1 as t, f.d2 is not null as event
    from f left join dim_achievement x on x.tenant_id = f.tenant_id and x.achievement = f.a1
)
