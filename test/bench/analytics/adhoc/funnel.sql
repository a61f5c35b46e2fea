-- How many of those who enrolled in each pathway reached each step, and within a year.
select e.pathway, s.step, count(*) as reached, count(*) filter (where s.reached_on - e.enrolled_on <= 365) as within_year
  from fact_enrolment e join fact_step s on s.enrolment = e.enrolment group by e.pathway, s.step order by e.pathway, s.step
