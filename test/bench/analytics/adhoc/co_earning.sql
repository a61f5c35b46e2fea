-- Which two achievements are held by the same earners.
with held as (select distinct earner_key, achievement from fact_award where not void)
select x.achievement as a, y.achievement as b, count(*) as n
  from held x join held y on y.earner_key = x.earner_key and y.achievement > x.achievement group by x.achievement, y.achievement order by n desc, a, b limit 100
