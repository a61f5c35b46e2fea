-- Made of the catalogue by `npm run compose`; do not edit.
with -- Awards that count: void ones are out of every figure.
award as (
  select a.tenant_id, a.earner_key, a.award_key, a.achievement, a.issued_on, a.expires_on, a.revoked_on, a.credits
    from {{ ref('stg_fact_award') }} a
   where not a.void and a.issued_on <= cast({{ observation_end() }} as date)
),
unit as (
  select a.tenant_id, a.earner_key, cast({{ observation_end() }} as date) as cohort_day, k.skill, true as observed,
         case when (a.expires_on is null or a.expires_on > cast({{ observation_end() }} as date)) and (a.revoked_on is null or a.revoked_on > cast({{ observation_end() }} as date)) then 1 else 0 end as hit
    from award a
    join {{ ref('stg_dim_skill') }} k on k.tenant_id = a.tenant_id and k.achievement = a.achievement
    join {{ ref('stg_dim_consent') }} s on s.tenant_id = a.tenant_id and s.earner_key = a.earner_key and s.purpose = 'talent search'
)
select  count(distinct u.earner_key) as denominator,
       count(distinct case when u.hit = 1 then u.earner_key end) as numerator, count(*) filter (where not u.observed) as excluded from unit u    
