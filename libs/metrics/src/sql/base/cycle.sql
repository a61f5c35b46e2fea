-- Cycles that ended in the period; of awards that count.
ended as (
  select y.tenant_id, y.earner_key, y.start_on, y.end_on, y.grace_end_on, case when y.met_on <= :T then y.met_on end as met_on, a.achievement, x.issuer, x.field, x.level, x.kind
    from fact_cycle y
    join award a on a.tenant_id = y.tenant_id and a.award_key = y.award_key
    left join dim_achievement x on x.tenant_id = a.tenant_id and x.achievement = a.achievement
   where y.end_on between :P0 and :T
)
