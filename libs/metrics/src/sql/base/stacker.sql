-- Earners with a second distinct achievement within the window, and what is known of both; others of an unfinished window.
stacker as (
  select f.tenant_id, f.earner_key, f.d1, f.a1, f.d2, f.a2, f.d1 + :W <= :T as observed,
         x.issuer, x.field, x.level, x.kind, y.issuer as issuer2, y.field as field2, y.level as level2, y.kind as kind2
    from f
    left join dim_achievement x on x.tenant_id = f.tenant_id and x.achievement = f.a1
    left join dim_achievement y on y.tenant_id = f.tenant_id and y.achievement = f.a2
   where f.d2 - f.d1 <= :W
)
