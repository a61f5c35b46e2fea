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
step as (
  select s.achievement as a, s.next_achievement as b, s.d, s.next_d from seq s
),
pair as (
  select a, b, count(*) filter (where next_d > d) as n, count(*) filter (where next_d = d) as same_day from step where b is not null group by a, b
),
of_a as (
  select a, count(*) as n from step group by a
)
select cast(p.a as varchar) as from_achievement, cast(p.b as varchar) as to_achievement, p.n as numerator, p.same_day, o.n as denominator
  from pair p join of_a o on o.a = p.a
 order by p.n desc, p.a, p.b
 limit cast({{ var('top_pairs', 100) }} as integer)
