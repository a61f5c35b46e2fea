step as (
  select s.achievement as a, s.next_achievement as b, s.d, s.next_d from seq s
)
