-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, enrolment, step
  from {{ ref('stg_fact_step') }}
 group by tenant_id, enrolment, step
having count(*) > 1
