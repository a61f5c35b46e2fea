-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, version, chain, attempt, submitted_at, decided_at, outcome
  from {{ source('cairn', 'fact_submission') }}
