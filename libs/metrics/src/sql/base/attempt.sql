-- Attempts of the period as they were known at the end of its last day.
attempt as (
  select s.tenant_id, s.version, s.chain, s.attempt, s.submitted_at,
         case when s.decided_at < :END then s.decided_at end as decided_at, case when s.decided_at < :END then s.outcome end as outcome
    from fact_submission s
   where s.submitted_at >= :START and s.submitted_at < :END {tenants:s.tenant_id}
)
