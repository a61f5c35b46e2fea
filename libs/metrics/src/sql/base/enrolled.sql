enrolled as (
  select e.tenant_id, e.earner_key, e.enrolment, e.pathway, e.version, e.issuer, e.enrolled_on, e.withdrawn_on
    from fact_enrolment e
   where e.enrolled_on <= :T {tenants:e.tenant_id} {issuers:e.issuer} {pathways:e.pathway}
)
