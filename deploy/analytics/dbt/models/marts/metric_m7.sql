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
  select f.tenant_id, f.earner_key, f.d1 as cohort_day, f.a1 as achievement, x.issuer, x.field, x.level, x.kind,
         coalesce(f.d2, cast({{ observation_end() }} as date)) - f.d1 as t, f.d2 is not null as event
    from f left join {{ ref('stg_dim_achievement') }} x on x.tenant_id = f.tenant_id and x.achievement = f.a1
),
passed as (
  select cast(cast(extract(year from u.cohort_day) as integer) as varchar) || '-Q' || cast(cast(extract(quarter from u.cohort_day) as integer) as varchar) as cohort_quarter,  u.t, count(*) filter (where u.event) as events, count(*) as n from unit u   group by 1, u.t
)
select cohort_quarter,  t, events, n - events as censored, sum(n) over (partition by cohort_quarter order by t desc) as at_risk from passed order by cohort_quarter,  t
