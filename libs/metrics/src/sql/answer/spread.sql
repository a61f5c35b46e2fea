select {keys} count(*) as n,
       cast(percentile_cont(0.5) within group (order by u.days) as decimal(18, 1)) as days_median,
       cast(percentile_cont(0.9) within group (order by u.days) as decimal(18, 1)) as days_p90,
       cast(percentile_cont(0.5) within group (order by u.credits) as decimal(18, 1)) as credits_median,
       cast(percentile_cont(0.9) within group (order by u.credits) as decimal(18, 1)) as credits_p90,
       cast(percentile_cont(0.5) within group (order by u.excess) as decimal(18, 1)) as excess_median,
       cast(percentile_cont(0.9) within group (order by u.excess) as decimal(18, 1)) as excess_p90
  from unit u {joins} {cohorts} {group} {order}
