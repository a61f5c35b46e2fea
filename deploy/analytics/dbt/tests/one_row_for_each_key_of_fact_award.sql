-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, award_key
  from {{ ref('stg_fact_award') }}
 group by tenant_id, award_key
having count(*) > 1
