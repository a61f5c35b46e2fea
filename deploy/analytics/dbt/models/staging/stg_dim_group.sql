-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, earner_key, dimension, value, since_on, until_on
  from {{ source('cairn', 'dim_group') }}
