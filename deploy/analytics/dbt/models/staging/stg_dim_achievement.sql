-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, achievement, level, field, kind, issuer, in_pathway
  from {{ source('cairn', 'dim_achievement') }}
