unit as (
  select s.tenant_id, s.earner_key, min(s.d) as cohort_day, true as observed,
         case when count(*) filter (where x.kind is distinct from 'degree') >= 2 and count(*) filter (where x.kind = 'degree') = 0 then 1 else 0 end as hit
    from seq s left join dim_achievement x on x.tenant_id = s.tenant_id and x.achievement = s.achievement
   group by s.tenant_id, s.earner_key
  having count(*) >= 2
)
