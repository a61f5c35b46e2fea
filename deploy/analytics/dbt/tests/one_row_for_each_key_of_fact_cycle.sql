-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, award_key, start_on
  from {{ ref('stg_fact_cycle') }}
 group by tenant_id, award_key, start_on
having count(*) > 1
