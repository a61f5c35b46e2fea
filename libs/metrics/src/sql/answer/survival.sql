passed as (
  select {keys} u.t, count(*) filter (where u.event) as events, count(*) as n from unit u {joins} {cohorts} group by {groups} u.t
)
select {names} t, events, n - events as censored, sum(n) over ({partition} order by t desc) as at_risk from passed order by {names} t
