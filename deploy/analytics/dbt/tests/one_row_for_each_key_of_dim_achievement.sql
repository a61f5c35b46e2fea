-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, achievement
  from {{ ref('stg_dim_achievement') }}
 group by tenant_id, achievement
having count(*) > 1
