unit as (
  select a.tenant_id, a.earner_key, :T as cohort_day, k.skill, true as observed,
         case when (a.expires_on is null or a.expires_on > :T) and (a.revoked_on is null or a.revoked_on > :T) then 1 else 0 end as hit
    from award a
    join dim_skill k on k.tenant_id = a.tenant_id and k.achievement = a.achievement
    join dim_consent s on s.tenant_id = a.tenant_id and s.earner_key = a.earner_key and s.purpose = 'talent search'
)
