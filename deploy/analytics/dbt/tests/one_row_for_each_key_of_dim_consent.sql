-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, earner_key, purpose
  from {{ ref('stg_dim_consent') }}
 group by tenant_id, earner_key, purpose
having count(*) > 1
