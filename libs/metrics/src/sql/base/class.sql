-- The class of each who stacked; the first that fits.
classed as (
  select s.tenant_id, s.earner_key, s.d1, s.a1, s.issuer, s.field, s.level, s.kind, s.observed,
         case when s.level is null or s.level2 is null then 'UNKNOWN_LEVEL'
              when s.kind = 'degree' and (s.kind2 <> 'degree' or s.level2 < s.level) then 'SUPPLEMENTAL'
              when s.level2 > s.level then case when s.field2 = s.field then 'VERTICAL' else 'VERTICAL_OTHER_FIELD' end
              when s.level2 < s.level then 'DOWNWARD'
              when s.field2 = s.field then 'HORIZONTAL_SAME_FIELD'
              else 'HORIZONTAL_OTHER_FIELD' end as class
    from stacker s
)
