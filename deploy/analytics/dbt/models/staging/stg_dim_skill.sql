-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, achievement, skill
  from {{ source('cairn', 'dim_skill') }}
