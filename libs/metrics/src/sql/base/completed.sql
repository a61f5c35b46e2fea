completed as (
  select c.tenant_id, c.earner_key, c.enrolment, c.completion, c.pathway, c.version, c.completion_achievement, c.completed_on
    from fact_completion c
   where c.completed_on <= :T {tenants:c.tenant_id} {pathways:c.pathway}
)
