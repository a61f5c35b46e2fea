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
unit as (
  select s.tenant_id, s.earner_key, min(s.d) as cohort_day, true as observed,
         case when count(*) filter (where x.kind is distinct from 'degree') >= 2 and count(*) filter (where x.kind = 'degree') = 0 then 1 else 0 end as hit
    from seq s left join {{ ref('stg_dim_achievement') }} x on x.tenant_id = s.tenant_id and x.achievement = s.achievement
   group by s.tenant_id, s.earner_key
  having count(*) >= 2
)
select cast(cast(extract(year from u.cohort_day) as integer) as varchar) || '-Q' || cast(cast(extract(quarter from u.cohort_day) as integer) as varchar) as cohort_quarter,  count(*) filter (where u.observed) as denominator,
       cast(coalesce(sum(u.hit) filter (where u.observed), 0) as bigint) as numerator, count(*) filter (where not u.observed) as excluded from unit u   group by 1 order by 1
