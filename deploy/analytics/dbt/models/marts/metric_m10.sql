-- Made of the catalogue by `npm run compose`; do not edit.
with enrolled as (
  select e.tenant_id, e.earner_key, e.enrolment, e.pathway, e.version, e.issuer, e.enrolled_on, e.withdrawn_on
    from {{ ref('stg_fact_enrolment') }} e
   where e.enrolled_on <= cast({{ observation_end() }} as date)
),
-- Awards that count: void ones are out of every figure.
award as (
  select a.tenant_id, a.earner_key, a.award_key, a.achievement, a.issued_on, a.expires_on, a.revoked_on, a.credits
    from {{ ref('stg_fact_award') }} a
   where not a.void and a.issued_on <= cast({{ observation_end() }} as date)
),
began as (
  select e.tenant_id, e.earner_key, e.issuer, e.enrolled_on, min(e.enrolled_on) over (partition by e.tenant_id, e.earner_key) as s from enrolled e
),
again as (
  select b.tenant_id, b.earner_key, b.s, max(case when b.enrolled_on > b.s and b.enrolled_on <= b.s + cast(365 as integer) then 1 else 0 end) as enrolment,
         max(case when b.enrolled_on > b.s and b.enrolled_on <= b.s + cast(365 as integer) and h.issuer is not null then 1 else 0 end) as same_issuer
    from began b
    left join (select distinct tenant_id, earner_key, issuer from began where enrolled_on = s) h
           on h.tenant_id = b.tenant_id and h.earner_key = b.earner_key and h.issuer = b.issuer
   group by b.tenant_id, b.earner_key, b.s
),
awarded as (
  select g.tenant_id, g.earner_key, 1 as award
    from again g join award a on a.tenant_id = g.tenant_id and a.earner_key = g.earner_key and a.issued_on > g.s and a.issued_on <= g.s + cast(365 as integer)
   group by g.tenant_id, g.earner_key
),
unit as (
  select g.tenant_id, g.earner_key, g.s as cohort_day, g.s + cast(365 as integer) <= cast({{ enrolments_until() }} as date) as observed, g.enrolment as hit,
         case when g.enrolment = 1 or w.award = 1 then 1 else 0 end as enrolment_or_award, g.same_issuer
    from again g left join awarded w on w.tenant_id = g.tenant_id and w.earner_key = g.earner_key
)
select cast(cast(extract(year from u.cohort_day) as integer) as varchar) || '-Q' || cast(cast(extract(quarter from u.cohort_day) as integer) as varchar) as cohort_quarter,  count(*) filter (where u.observed) as denominator,
       cast(coalesce(sum(u.hit) filter (where u.observed), 0) as bigint) as numerator,
       cast(coalesce(sum(u.enrolment_or_award) filter (where u.observed), 0) as bigint) as enrolment_or_award,
       cast(coalesce(sum(u.same_issuer) filter (where u.observed), 0) as bigint) as same_issuer, count(*) filter (where not u.observed) as excluded from unit u   group by 1 order by 1
