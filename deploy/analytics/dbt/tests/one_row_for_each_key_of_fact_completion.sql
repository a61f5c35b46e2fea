-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, completion
  from {{ ref('stg_fact_completion') }}
 group by tenant_id, completion
having count(*) > 1
