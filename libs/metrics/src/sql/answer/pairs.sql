pair as (
  select a, b, count(*) filter (where next_d > d) as n, count(*) filter (where next_d = d) as same_day from step where b is not null group by a, b
),
of_a as (
  select a, count(*) as n from step group by a
)
select cast(p.a as varchar) as from_achievement, cast(p.b as varchar) as to_achievement, p.n as numerator, p.same_day, o.n as denominator
  from pair p join of_a o on o.a = p.a
 order by p.n desc, p.a, p.b
 limit :K
