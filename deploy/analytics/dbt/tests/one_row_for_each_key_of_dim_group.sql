-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, earner_key, dimension, since_on
  from {{ ref('stg_dim_group') }}
 group by tenant_id, earner_key, dimension, since_on
having count(*) > 1
