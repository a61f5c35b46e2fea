-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, earner_key, purpose
  from {{ source('cairn', 'dim_consent') }}
