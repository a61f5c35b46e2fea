unit as (
  select s.tenant_id, s.earner_key, s.d1 as cohort_day, s.a1 as achievement, s.issuer, s.field, s.level, s.kind, s.observed,
         case when s.issuer2 <> s.issuer then 1 else 0 end as hit
    from stacker s
)
