-- Awards that count: void ones are out of every figure.
award as (
  select a.tenant_id, a.earner_key, a.award_key, a.achievement, a.issued_on, a.expires_on, a.revoked_on, a.credits
    from fact_award a
   where not a.void and a.issued_on <= :T {tenants:a.tenant_id} {issuers:a.issuer} {achievements:a.achievement}
)
