-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, earner_key, enrolment, completion, pathway, version, completion_achievement, completed_on
  from {{ source('cairn', 'fact_completion') }}
