-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, earner_key, award_key, achievement, version, issuer, issued_on, expires_on, revoked_on, void, credits, measure
  from {{ source('cairn', 'fact_award') }}
