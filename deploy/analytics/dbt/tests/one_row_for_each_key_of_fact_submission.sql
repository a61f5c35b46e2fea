-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, chain, attempt
  from {{ ref('stg_fact_submission') }}
 group by tenant_id, chain, attempt
having count(*) > 1
