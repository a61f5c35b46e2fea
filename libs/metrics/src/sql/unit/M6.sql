-- What completions gave, and which achievements they counted for it.
given as (
  select distinct c.tenant_id, c.earner_key, c.completion_achievement, w.achievement
    from completed c
    join fact_counted u on u.tenant_id = c.tenant_id and u.completion = c.completion
    join award w on w.tenant_id = u.tenant_id and w.award_key = u.award_key and w.earner_key = c.earner_key
),
unit as (
  select s.tenant_id, s.earner_key, s.d1 as cohort_day, s.a1 as achievement, s.issuer, s.field, s.level, s.kind, s.observed,
         case when g.achievement is null then 0 else 1 end as hit
    from stacker s
    left join given g on g.tenant_id = s.tenant_id and g.earner_key = s.earner_key and g.completion_achievement = s.a2 and g.achievement = s.a1
)
