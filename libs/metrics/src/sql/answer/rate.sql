select {keys} {counts}, count(*) filter (where not u.observed) as excluded from unit u {joins} {cohorts} {group} {order}
