unit as (
  select s.tenant_id, cast(min(s.submitted_at) at time zone 'UTC' as date) as cohort_day, max(case when s.outcome in ('granted', 'refused') then 1 else 0 end) = 1 as observed,
         max(case when s.outcome = 'granted' and s.attempt = 1 then 1 else 0 end) as hit
    from attempt s
   group by s.tenant_id, s.chain
)
