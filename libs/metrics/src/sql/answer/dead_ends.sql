followed as (
  select s.tenant_id, s.achievement, count(*) filter (where s.d + :W <= :T) as earners,
         count(*) filter (where s.d + :W <= :T and s.next_d - s.d <= :W) as followed
    from seq s group by s.tenant_id, s.achievement
)
select cast(o.achievement as varchar) as achievement, o.earners as denominator, o.followed, coalesce(x.in_pathway, false) as in_pathway,
       case when o.followed = 0 or not coalesce(x.in_pathway, false) then 1 else 0 end as numerator
  from followed o left join dim_achievement x on x.tenant_id = o.tenant_id and x.achievement = o.achievement
 where o.earners >= 30
 order by o.achievement
