{# What every figure is asked with: variables of the run, else what the export says. #}

{% macro observation_end() -%}
  {%- if var('observation_end', none) -%} date '{{ var('observation_end') }}' {%- else -%} (select observation_end from {{ source('cairn', 'observation') }}) {%- endif -%}
{%- endmacro %}

{% macro period_start() -%}
  date '{{ var('period_start', '1900-01-01') }}'
{%- endmacro %}

{% macro enrolments_until() -%}
  {%- if var('enrolments_until', none) -%} date '{{ var('enrolments_until') }}' {%- else -%} (select max(enrolled_on) from {{ ref('stg_fact_enrolment') }} where enrolled_on <= {{ observation_end() }}) {%- endif -%}
{%- endmacro %}
