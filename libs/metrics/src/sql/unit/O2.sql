-- Seconds of Monday to Friday from 5 January 1970, a Monday, to an instant: five days of each whole week, and what has passed of this one.
reached as (
  select tenant_id, cast(submitted_at at time zone 'UTC' as date) as cohort_day, decided_at is not null as event,
         cast(floor(extract(epoch from submitted_at)) as bigint) - 345600 as s0,
         cast(floor(extract(epoch from coalesce(decided_at, :END))) as bigint) - 345600 as s1
    from attempt
),
unit as (
  select tenant_id, cohort_day, event,
         cast(floor((((s1 - s1 % 604800) / 604800 * 432000 + least(s1 % 604800, 432000)) - ((s0 - s0 % 604800) / 604800 * 432000 + least(s0 % 604800, 432000))) / 60) as bigint) as t
    from reached
)
