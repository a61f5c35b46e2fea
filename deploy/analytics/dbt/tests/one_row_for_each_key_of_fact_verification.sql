-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, award_key, day, class
  from {{ ref('stg_fact_verification') }}
 group by tenant_id, award_key, day, class
having count(*) > 1
