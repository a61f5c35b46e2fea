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
-- Earners with a second distinct achievement within the window, and what is known of both; others of an unfinished window.
stacker as (
  select f.tenant_id, f.earner_key, f.d1, f.a1, f.d2, f.a2, f.d1 + cast({{ var('window_days', 365) }} as integer) <= cast({{ observation_end() }} as date) as observed,
         x.issuer, x.field, x.level, x.kind, y.issuer as issuer2, y.field as field2, y.level as level2, y.kind as kind2
    from f
    left join {{ ref('stg_dim_achievement') }} x on x.tenant_id = f.tenant_id and x.achievement = f.a1
    left join {{ ref('stg_dim_achievement') }} y on y.tenant_id = f.tenant_id and y.achievement = f.a2
   where f.d2 - f.d1 <= cast({{ var('window_days', 365) }} as integer)
),
unit as (
  select s.tenant_id, s.earner_key, s.d1 as cohort_day, s.a1 as achievement, s.issuer, s.field, s.level, s.kind, s.observed,
         case when s.issuer2 <> s.issuer then 1 else 0 end as hit
    from stacker s
)
select cast(cast(extract(year from u.cohort_day) as integer) as varchar) || '-Q' || cast(cast(extract(quarter from u.cohort_day) as integer) as varchar) as cohort_quarter,  count(*) filter (where u.observed) as denominator,
       cast(coalesce(sum(u.hit) filter (where u.observed), 0) as bigint) as numerator, count(*) filter (where not u.observed) as excluded from unit u   group by 1 order by 1
