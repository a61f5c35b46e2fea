-- What is earned after what, with the median of days between.
with held as (select earner_key, achievement, min(issued_on) as d from fact_award where not void group by earner_key, achievement),
following as (
  select achievement as a, d, lead(achievement) over w as b, lead(d) over w as next from held window w as (partition by earner_key order by d, achievement))
select a, b, count(*) as n, percentile_cont(0.5) within group (order by next - d) as gap
  from following where b is not null group by a, b order by n desc, a, b limit 100
