unit as (
  select e.tenant_id, e.earner_key, e.enrolled_on as cohort_day, e.issuer, e.pathway, coalesce(c.version, e.version) as version,
         e.enrolled_on + :W <= :T as observed,
         case when c.completed_on - e.enrolled_on between 0 and :W then 1 else 0 end as hit,
         case when e.withdrawn_on - e.enrolled_on <= :W then 1 else 0 end as withdrawn,
         case when c.completed_on - e.enrolled_on between 0 and :W and e.withdrawn_on - e.enrolled_on <= :W then 1 else 0 end as completed_then_withdrawn
    from enrolled e left join completed c on c.tenant_id = e.tenant_id and c.enrolment = e.enrolment
)
