unit as (
  select c.tenant_id, c.earner_key, c.d1 as cohort_day, c.a1 as achievement, c.issuer, c.field, c.level, c.kind, c.observed,
         case when c.class = 'SUPPLEMENTAL' then 1 else 0 end as hit,
         case when c.class = 'UNKNOWN_LEVEL' then 1 else 0 end as unknown_level,
         case when c.class = 'SUPPLEMENTAL' then 1 else 0 end as supplemental,
         case when c.class = 'VERTICAL' then 1 else 0 end as vertical,
         case when c.class = 'VERTICAL_OTHER_FIELD' then 1 else 0 end as vertical_other_field,
         case when c.class = 'HORIZONTAL_SAME_FIELD' then 1 else 0 end as horizontal_same_field,
         case when c.class = 'HORIZONTAL_OTHER_FIELD' then 1 else 0 end as horizontal_other_field,
         case when c.class = 'DOWNWARD' then 1 else 0 end as downward
    from classed c
)
