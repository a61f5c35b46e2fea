-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, completion, award_key
  from {{ ref('stg_fact_counted') }}
 group by tenant_id, completion, award_key
having count(*) > 1
