-- Made of the catalogue by `npm run compose`; do not edit.
select * from {{ ref('metric_m13_active') }} where numerator < 0 or numerator > denominator
