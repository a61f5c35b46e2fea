-- Of those who began in a month, how many earned something so many months later.
with active as (
  select distinct earner_key, cast(extract(year from issued_on) * 12 + extract(month from issued_on) as integer) as m from fact_award where not void),
began as (select earner_key, min(m) as cohort from active group by earner_key)
select b.cohort, a.m - b.cohort as later, count(*) as n from active a join began b on b.earner_key = a.earner_key group by b.cohort, a.m - b.cohort order by 1, 2
