unit as (
  select a.tenant_id, a.earner_key, a.issued_on as cohort_day, a.achievement, x.issuer, x.field, x.level, x.kind, true as observed,
         case when (a.expires_on is null or a.expires_on > :T) and (a.revoked_on is null or a.revoked_on > :T) then 1 else 0 end as hit
    from award a left join dim_achievement x on x.tenant_id = a.tenant_id and x.achievement = a.achievement
)
