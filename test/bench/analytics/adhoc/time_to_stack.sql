-- Days from the first to the second achievement, by the year of the first.
with held as (select earner_key, achievement, min(issued_on) as d from fact_award where not void group by earner_key, achievement),
placed as (select earner_key, d, row_number() over (partition by earner_key order by d, achievement) as k from held),
stacked as (select earner_key, min(d) as first_on, max(d) as second_on from placed where k <= 2 group by earner_key having count(*) = 2)
select cast(extract(year from first_on) as integer) as cohort, count(*) as n, percentile_cont(0.5) within group (order by second_on - first_on) as p50,
       percentile_cont(0.9) within group (order by second_on - first_on) as p90, percentile_cont(0.99) within group (order by second_on - first_on) as p99
  from stacked group by 1 order by 1
