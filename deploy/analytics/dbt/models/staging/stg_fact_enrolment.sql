-- Made of the catalogue by `npm run compose`; do not edit.
select tenant_id, earner_key, enrolment, pathway, version, issuer, enrolled_on, withdrawn_on
  from {{ source('cairn', 'fact_enrolment') }}
