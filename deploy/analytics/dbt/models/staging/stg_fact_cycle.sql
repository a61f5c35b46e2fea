-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, earner_key, award_key, start_on, end_on, grace_end_on, met_on
  from {{ source('cairn', 'fact_cycle') }}
