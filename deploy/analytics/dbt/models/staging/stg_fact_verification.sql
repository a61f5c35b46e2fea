-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, award_key, day, class, n
  from {{ source('cairn', 'fact_verification') }}
