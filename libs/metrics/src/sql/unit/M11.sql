earned as (
  select c.tenant_id, c.completion, sum(a.credits) as credits
    from completed c join award a on a.tenant_id = c.tenant_id and a.earner_key = c.earner_key and a.issued_on <= c.completed_on
   group by c.tenant_id, c.completion
),
counted as (
  select c.tenant_id, c.completion, sum(u.credits) as credits
    from completed c join fact_counted u on u.tenant_id = c.tenant_id and u.completion = c.completion
   group by c.tenant_id, c.completion
),
unit as (
  select c.tenant_id, c.earner_key, e.enrolled_on as cohort_day, e.issuer, c.pathway, c.version,
         c.completed_on - e.enrolled_on as days, coalesce(x.credits, 0) as credits, coalesce(x.credits, 0) - coalesce(y.credits, 0) as excess
    from completed c
    join enrolled e on e.tenant_id = c.tenant_id and e.enrolment = c.enrolment
    left join earned x on x.tenant_id = c.tenant_id and x.completion = c.completion
    left join counted y on y.tenant_id = c.tenant_id and y.completion = c.completion
)
