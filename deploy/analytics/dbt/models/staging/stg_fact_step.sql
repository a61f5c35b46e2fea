-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, enrolment, step, reached_on
  from {{ source('cairn', 'fact_step') }}
