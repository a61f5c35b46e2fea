unit as (
  select e.tenant_id, e.earner_key, a.reached_on as cohort_day, e.pathway, coalesce(c.version, e.version) as version, a.step,
         a.reached_on + :W <= :T as observed,
         case when b.reached_on - a.reached_on <= :W then 1 else 0 end as hit,
         case when b.reached_on <= a.reached_on then 1 else 0 end as already
    from enrolled e
    join fact_step a on a.tenant_id = e.tenant_id and a.enrolment = e.enrolment and a.reached_on <= :T
    left join fact_step b on b.tenant_id = a.tenant_id and b.enrolment = a.enrolment and b.step = a.step + 1
    left join completed c on c.tenant_id = e.tenant_id and c.enrolment = e.enrolment
)
