-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, enrolment
  from {{ ref('stg_fact_enrolment') }}
 group by tenant_id, enrolment
having count(*) > 1
