unit as (
  select a.tenant_id, a.earner_key, a.issued_on as cohort_day, a.achievement, x.issuer, x.field, x.level, x.kind, true as observed, 1 as hit
    from award a left join dim_achievement x on x.tenant_id = a.tenant_id and x.achievement = a.achievement
)
