-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, completion, award_key, credits
  from {{ source('cairn', 'fact_counted') }}
