-- The distinct achievements of each earner in order; ties of one day by id. Of each the next, and f: the first two.
seq as (
  select tenant_id, earner_key, achievement, d, row_number() over w as k, lead(d) over w as next_d, lead(achievement) over w as next_achievement
    from (select tenant_id, earner_key, achievement, min(issued_on) as d from award group by tenant_id, earner_key, achievement) firsts
  window w as (partition by tenant_id, earner_key order by d, achievement)
),
f as (
  select tenant_id, earner_key, d as d1, achievement as a1, next_d as d2, next_achievement as a2 from seq where k = 1
)
