-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, achievement, skill
  from {{ ref('stg_dim_skill') }}
 group by tenant_id, achievement, skill
having count(*) > 1
