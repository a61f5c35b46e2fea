-- Made of the catalogue by `npm run compose`; do not edit.
with -- Awards that count: void ones are out of every figure.
award as (
  select a.tenant_id, a.earner_key, a.award_key, a.achievement, a.issued_on, a.expires_on, a.revoked_on, a.credits
    from {{ ref('stg_fact_award') }} a
   where not a.void and a.issued_on <= cast({{ observation_end() }} as date)
),
-- The distinct achievements of each earner in order; ties of one day by id. Of each the next, and f: the first two.
seq as (
  select tenant_id, earner_key, achievement, d, row_number() over w as k, lead(d) over w as next_d, lead(achievement) over w as next_achievement
    from (select tenant_id, earner_key, achievement, min(issued_on) as d from award group by tenant_id, earner_key, achievement) firsts
  window w as (partition by tenant_id, earner_key order by d, achievement)
),
f as (
  select tenant_id, earner_key, d as d1, achievement as a1, next_d as d2, next_achievement as a2 from seq where k = 1
),
followed as (
  select s.tenant_id, s.achievement, count(*) filter (where s.d + cast(730 as integer) <= cast({{ observation_end() }} as date)) as earners,
         count(*) filter (where s.d + cast(730 as integer) <= cast({{ observation_end() }} as date) and s.next_d - s.d <= cast(730 as integer)) as followed
    from seq s group by s.tenant_id, s.achievement
)
select cast(o.achievement as varchar) as achievement, o.earners as denominator, o.followed, coalesce(x.in_pathway, false) as in_pathway,
       case when o.followed = 0 or not coalesce(x.in_pathway, false) then 1 else 0 end as numerator
  from followed o left join {{ ref('stg_dim_achievement') }} x on x.tenant_id = o.tenant_id and x.achievement = o.achievement
 where o.earners >= 30
 order by o.achievement
