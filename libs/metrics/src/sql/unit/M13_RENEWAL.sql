unit as (
  select c.tenant_id, c.earner_key, c.end_on as cohort_day, c.achievement, c.issuer, c.field, c.level, c.kind, true as observed,
         case when c.met_on < c.end_on then 1 else 0 end as hit, case when c.met_on >= c.end_on and c.met_on < c.grace_end_on then 1 else 0 end as in_grace
    from ended c
)
