began as (
  select e.tenant_id, e.earner_key, e.issuer, e.enrolled_on, min(e.enrolled_on) over (partition by e.tenant_id, e.earner_key) as s from enrolled e
),
again as (
  select b.tenant_id, b.earner_key, b.s, max(case when b.enrolled_on > b.s and b.enrolled_on <= b.s + :W then 1 else 0 end) as enrolment,
         max(case when b.enrolled_on > b.s and b.enrolled_on <= b.s + :W and h.issuer is not null then 1 else 0 end) as same_issuer
    from began b
    left join (select distinct tenant_id, earner_key, issuer from began where enrolled_on = s) h
           on h.tenant_id = b.tenant_id and h.earner_key = b.earner_key and h.issuer = b.issuer
   group by b.tenant_id, b.earner_key, b.s
),
awarded as (
  select g.tenant_id, g.earner_key, 1 as award
    from again g join award a on a.tenant_id = g.tenant_id and a.earner_key = g.earner_key and a.issued_on > g.s and a.issued_on <= g.s + :W
   group by g.tenant_id, g.earner_key
),
unit as (
  select g.tenant_id, g.earner_key, g.s as cohort_day, g.s + :W <= :L as observed, g.enrolment as hit,
         case when g.enrolment = 1 or w.award = 1 then 1 else 0 end as enrolment_or_award, g.same_issuer
    from again g left join awarded w on w.tenant_id = g.tenant_id and w.earner_key = g.earner_key
)
