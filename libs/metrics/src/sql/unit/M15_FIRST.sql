step as (
  select f.a1 as a, f.a2 as b, f.d1 as d, f.d2 as next_d from f
)
