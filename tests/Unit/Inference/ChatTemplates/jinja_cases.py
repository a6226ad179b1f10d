"""Writes jinja-cases.json: small templates and what Jinja itself, with Hugging Face's settings, makes of them.

    python3 jinja_cases.py     needs jinja2 (made with 3.1.6)
"""

import datetime
import json
import pathlib

import jinja2
from jinja2.sandbox import ImmutableSandboxedEnvironment

CONTEXT = {
    "text": "  Hello, Wörld 😀!  ",
    "word": "banana",
    "empty": "",
    "zero": 0,
    "n": 7,
    "x": 2.5,
    "yes": True,
    "no": False,
    "nothing": None,
    "list": [3, 1, 2],
    "names": ["Bob", "alice", "Carol"],
    "map": {"b": 1, "a": [1, {"k": "v"}], "items": "mine"},
    "people": [{"name": "Ann", "age": 30, "tag": "x"}, {"name": "Bob", "age": 25}, {"name": "Cid", "age": 30, "tag": ""}],
    "json": {"s": "a\"b\\c\n\t</é日", "i": 1, "f": 1.0, "big": 123456789012345678901234567890, "t": True, "z": None, "l": [], "o": {}},
}

CASES = r"""
{{ 1 + 2 * 3 }} {{ (1 + 2) * 3 }} {{ 2 ** 3 ** 2 }} {{ -2 ** 2 }} {{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 7 % -3 }} {{ 7 / 2 }} {{ 6 / 2 }}
{{ 1.0 }} {{ 0.1 + 0.2 }} {{ 1e16 }} {{ 1e15 }} {{ 1.5e-5 }} {{ 0.0001 }} {{ 123456.789e3 }} {{ -0.0 }} {{ 1e22 }} {{ 3.0 * 2 }} {{ 5 // 2.0 }} {{ 5.5 % 2 }} {{ 2 ** -1 }}
{{ 1 == 1.0 }} {{ true == 1 }} {{ '1' == 1 }} {{ [1, 2] == [1, 2] }} {{ (1,) == [1] }} {{ {'a': 1} == {'a': 1.0} }} {{ none == false }}
{{ 1 < 2 < 3 }} {{ 1 < 3 < 2 }} {{ 'a' < 'b' }} {{ [1, 2] < [1, 3] }} {{ 2 >= 2 }} {{ 1 != 2 }}
{{ not yes or no and nothing }} {{ not (yes and no) }} {{ empty or 'fallback' }} {{ word and 'both' }} {{ zero or nothing }}
{{ 'an' in word }} {{ 'x' not in word }} {{ 2 in list }} {{ 'a' in map }} {{ 'a' in missing }} {{ not 1 in list }}
{{ 'a' ~ 1 ~ none ~ true ~ 1.5 ~ [1, 'b'] }} {{ 'a' ~ missing ~ 'b' }} {{ (1 + 2) ~ 3 * 4 }}
{{ 'a' 'b' "c" }} {{ 'it\'s' }} {{ "tab\there" }} {{ 'uni\u00e9\x41\101' }} {{ 'keep\d' }} {{ "\\n" }}
{{ 'ab' * 3 }} {{ 3 * 'ab' }} {{ [1] * 2 }} {{ [1] + [2] }} {{ (1,) + (2,) }} {{ 'ab' * -1 }}
{{ word[0] }} {{ word[-1] }} {{ word[1:3] }} {{ word[::-1] }} {{ word[::2] }} {{ word[-3:] }} {{ word[10:] }} {{ list[1:] }} {{ list[::-1] }} {{ list[-2:0:-1] }} {{ list[:99] }} {{ (1, 2, 3)[1:] }}
{{ text[16] }} {{ text|length }} {{ text[15:17] }} {{ text.find('!') }}
{{ map.b }} {{ map['b'] }} {{ map['items'] }} {{ map.a[1].k }} {{ map.a.0 }} {{ map.missing }} {{ map.missing is defined }} {{ list[9] is defined }} {{ map['get'] is defined }}
{{ missing }}|{{ missing is defined }}|{{ missing is undefined }}|{{ missing|length }}|{{ missing|list }}|{{ missing == other }}|{{ missing|default('d') }}
{{ missing.attribute }}
{{ missing + 1 }}
{{ missing() }}
{{ map.missing.deeper }}
{{ list.append(1) }}
{{ map.pop('b') }}
{{ map.update({'c': 1}) }}
{{ list.append is defined }}
{{ 'a' + 1 }}
{{ 1 + 'a' }}
{{ [1] + 'a' }}
{{ none + 'a' }}
{{ 1 < 'a' }}
{{ 1 in 'a' }}
{{ 1 // 0 }}
{{ none|length }}
{{ nothing.x.y }}
{{ nothing.x is defined }} {{ nothing['x'] is defined }} {{ n.x is defined }}
{{ 'yes' if yes else 'no' }} {{ 'yes' if no else 'no' }} {{ 'gone' if no }}| {{ 1 if no else 2 if no else 3 }} {{ ('x' if yes else 'y') ~ 'z' }}
{{ [1, 'a', none, true, 1.5, [2], (3,), {}, {'k': 'v'}] }} {{ ('it\'s', "q\"q", 'both\'"', 'n\nl', 'é😀\x01') }} {{ () }} {{ {1: 2, true: 3, 'x': none} }}
{{ {'a': {'b': {}}} }} {{ {} }} {{ [] }} {{ [[]] }} {{ [1,] }} {{ {'a': 1,} }}
{{ text.strip() }}|{{ text.lstrip() }}|{{ text.rstrip() }}|{{ word.strip('ab') }}|{{ word.lstrip('ba') }}|{{ word.rstrip('na') }}|{{ word.strip('') }}
{{ 'a,b,,c'.split(',') }} {{ 'a,b,c'.split(',', 1) }} {{ ' a  b\tc '.split() }} {{ 'a b c d'.split(none, 2) }} {{ ' a  b  '.split(none, 1) }} {{ ''.split() }} {{ ''.split(',') }} {{ 'a b c'.rsplit(' ', 1) }} {{ 'a</think>b</think>c'.split('</think>')[-1] }} {{ 'a\nb\r\nc\n'.splitlines() }}
{{ ''.split('') }}
{{ word.startswith('ban') }} {{ word.endswith(('x', 'na')) }} {{ word.upper() }} {{ 'ÀB'.lower() }} {{ "it's a tEST-case".title() }} {{ 'aBC'.capitalize() }} {{ word.replace('an', 'AN') }} {{ word.replace('a', 'o', 2) }} {{ word.count('an') }} {{ word.find('n') }} {{ word.find('x') }} {{ word.rfind('a') }} {{ ', '.join(names) }} {{ 'x'.join('abc') }} {{ '12'.isdigit() }} {{ ''.isdigit() }} {{ 'ab'.isalpha() }} {{ word.removeprefix('ban') }} {{ word.removesuffix('ana') }} {{ 'k=v=w'.partition('=') }}
{{ map.keys()|list }} {{ map.values()|list }} {% for k, v in map.items() %}{{ k }}={{ v }};{% endfor %} {{ map.get('b') }} {{ map.get('zz') }} {{ map.get('zz', 'dd') }}
{{ text|trim }}|{{ 'xxaxx'|trim('x') }}|{{ 5|trim }}|{{ word|upper }}|{{ 'AB'|lower }}|{{ 'hello wORLD'|capitalize }}|{{ word|replace('a', 'o') }}|{{ word|length }}|{{ list|count }}
{{ missing|default }}|{{ missing|default('x') }}|{{ empty|default('x') }}|{{ empty|default('x', true) }}|{{ nothing|default('x') }}|{{ zero|default(5, boolean=true) }}|{{ missing|d(1) }}
{{ list|join(', ') }} {{ people|join('/', attribute='name') }} {{ list|first }} {{ list|last }} {{ []|first }}| {{ word|first }} {{ list|reverse|list }} {{ word|reverse }} {{ word|list }}
{{ list|sort }} {{ list|sort(reverse=true) }} {{ names|sort }} {{ names|sort(case_sensitive=true) }} {{ people|sort(attribute='age')|map(attribute='name')|list }} {{ people|sort(attribute='age', reverse=true)|map(attribute='name')|join(',') }}
{{ people|selectattr('tag')|map(attribute='name')|list }} {{ people|selectattr('tag', 'defined')|map(attribute='name')|list }} {{ people|rejectattr('age', 'equalto', 30)|list }} {{ people|selectattr('age', 'gt', 26)|list|length }} {{ list|select('odd')|list }} {{ list|reject('odd')|list }} {{ [0, 1, '']|select|list }} {{ none|selectattr('x')|list }}
{{ people|map(attribute='tag', default='none')|list }} {{ names|map('upper')|list }} {{ ['a-b']|map('replace', '-', '+')|first }}
{{ [3, 1, 3, 'A', 'a']|unique|list }} {{ list|min }} {{ list|max }} {{ list|sum }} {{ people|sum(attribute='age') }} {{ []|min }}| {{ people|map(attribute='age')|unique|list }}
{{ '5'|int }} {{ '5x'|int }} {{ '5x'|int(9) }} {{ 5.9|int }} {{ '5.9'|int }} {{ true|int }} {{ '2.5'|float }} {{ 'x'|float }} {{ -3|abs }} {{ 2.567|round(2) }} {{ 2.4|round }} {{ 2.5|round(0, 'floor') }} {{ 5|string ~ 1 }} {{ none|string }}
{{ json|tojson }}
{{ json|tojson(indent=2) }}
{{ json|tojson(ensure_ascii=True) }} {{ '😀'|tojson(ensure_ascii=true) }} {{ map|tojson(sort_keys=true) }} {{ [1, {'a': 2}]|tojson(separators=(',', ':')) }} {{ {1: 'a', none: 'b', true: 'c'}|tojson if no }} {{ (1, 2)|tojson }} {{ 1e100|tojson }}
{{ missing|tojson }}
{{ map|items|list }} {{ missing|items|list }} {{ {'b': 2, 'a': 1}|dictsort }} {{ {'b': 1, 'a': 2}|dictsort(by='value') }} {{ 'a\nb\n\nc'|indent(2) }} {{ 'a\nb'|indent(2, first=true) }} {{ 'a\nb'|indent('> ') }} {{ [1, 2, 3]|batch(2)|list }} {{ 'a b c'|wordcount }} {{ map|attr('b') is defined }}
{{ '<a>'|e }} {{ '<a>'|safe + '<b>' }} {{ '<b>' + '<a>'|safe }} {{ '<a>'|safe ~ '<b>' }} {{ ('<a>'|safe)|upper }} {{ '<a>'|escape|string + '&' }}
{{ 1 is number }} {{ true is number }} {{ true is integer }} {{ 1.0 is float }} {{ 'a' is string }} {{ map is mapping }} {{ list is mapping }} {{ list is sequence }} {{ 'a' is sequence }} {{ map is iterable }} {{ 1 is iterable }} {{ missing is iterable }} {{ none is none }} {{ missing is none }} {{ yes is true }} {{ 1 is true }} {{ no is false }} {{ 0 is false }} {{ yes is boolean }} {{ 3 is odd }} {{ 4 is even }} {{ 9 is divisibleby 3 }} {{ 9 is divisibleby(2) }} {{ 1 is eq 1 }} {{ 1 is ne(1) }} {{ 2 is in [1, 2] }} {{ 'a' is lower }} {{ 'A' is upper }} {{ none is not none }} {{ 1 is sameas 1 }} {{ range is callable }} {{ 'upper' is filter }} {{ 'nope' is filter }}
{{ range(3)|list }} {{ range(1, 4)|list }} {{ range(5, 0, -2)|list }} {{ range(0)|list }}
{{ range(1000000) }}
{% for i in list %}{{ loop.index }}/{{ loop.index0 }}/{{ loop.revindex }}/{{ loop.revindex0 }}/{{ loop.first }}/{{ loop.last }}/{{ loop.length }}:{{ i }} {{ loop.previtem }} {{ loop.nextitem }};{% endfor %}
{% for i in list if i > 1 %}{{ loop.index }}{{ i }}{{ loop.last }}{% else %}none{% endfor %} {% for i in [] %}x{% else %}none{% endfor %} {% for i in list if i > 9 %}x{% else %}none{% endfor %} {% for i in missing %}x{% else %}none{% endfor %}
{% for a, b in [(1, 2), [3, 4]] %}{{ a }}-{{ b }};{% endfor %} {% for a, (b, c) in [(1, (2, 3))] %}{{ a }}{{ b }}{{ c }}{% endfor %} {% for c in 'aé😀' %}[{{ c }}]{% endfor %} {% for k in map %}{{ k }}{% endfor %} {% for x in 1, 2 %}{{ x }}{% endfor %}
{% for a, b in [(1, 2, 3)] %}{% endfor %}
{% for i in 5 %}{% endfor %}
{% for i in range(9) %}{% if i == 2 %}{% continue %}{% endif %}{% if i == 5 %}{% break %}{% endif %}{{ i }}{% endfor %} {% for i in [1, 2] %}{% for j in [1, 2, 3] %}{% if j == 2 %}{% break %}{% endif %}{{ i }}{{ j }} {% endfor %}{% endfor %}
{% for i in list %}{{ loop.cycle('a', 'b') }}{% if loop.changed(i > 1) %}*{% endif %}{% endfor %}
{% for n in [{'v': 1, 'c': [{'v': 2, 'c': []}]}] recursive %}{{ n.v }}@{{ loop.depth }}[{{ loop(n.c) }}]{% endfor %}
{% set a = 1 %}{% for i in list %}{% set a = a + i %}{{ a }} {% endfor %}{{ a }} {% if yes %}{% set a = 9 %}{% endif %}{{ a }}
{% set ns = namespace(v=0, w='x') %}{% for i in list %}{% set ns.v = ns.v + i %}{% endfor %}{{ ns.v }}{{ ns.w }}{{ ns.zz is defined }} {% set ns2 = namespace({'q': 1}, r=2) %}{{ ns2.q }}{{ ns2['r'] }}
{% set map.b = 2 %}
{% set a, b = 1, 2 %}{{ a }}{{ b }} {% set t = 1, 2 %}{{ t }} {% set (c, d) = [3, 4] %}{{ c }}{{ d }}
{% set block %} in {{ word }} {% endset %}[{{ block }}] {% set shout | upper | trim %} {{ word }} {% endset %}[{{ shout }}] {% filter upper %}a{{ word }}{% endfilter %}
{% with a = 1, b = word %}{{ a }}{{ b }}{% endwith %}{{ a is defined }} {% with %}{% set q = 1 %}{{ q }}{% endwith %}{{ q is defined }}
{% macro m(a, b='B', c=a) %}[{{ a }}{{ b }}{{ c }}]{% endmacro %}{{ m(1) }}{{ m(1, 2) }}{{ m(b=3, a=4) }}{{ m() }}{{ m('x', c='z')|lower }}
{% macro f(n) %}{{ n }}{% if n > 0 %}{{ f(n - 1) }}{% endif %}{% endmacro %}{{ f(3) }} {% macro v() %}{{ varargs }}{{ kwargs }}{% endmacro %}{{ v(1, 2, a=3) }}
{% macro w(title) %}<{{ title }}>{{ caller() }}</{{ title }}>{% endmacro %}{% call w('b') %}inner {{ word }}{% endcall %} {% macro each(l) %}{% for i in l %}{{ caller(i) }}{% endfor %}{% endmacro %}{% call(i) each(list) %}({{ i }}){% endcall %}
{% set outer = 1 %}{% macro m() %}{{ outer }}{% set outer = 2 %}{{ outer }}{% endmacro %}{{ m() }}{{ outer }}{% set outer = 5 %}{{ m() }}
{% raw %}{{ not }} {% this %}{% endraw %} a{% raw -%}   b   {%- endraw %}c
{# comment #}a{#- c -#}  b  {#- {{ x }} -#} c
{% if no %}a{% elif nothing %}b{% elif yes %}c{% else %}d{% endif %} {% if missing %}x{% else %}y{% endif %} {% if map.zz and map.zz.y %}x{% endif %}
{% if no %}{{ 1|nosuchfilter }}{% endif %}ok {{ 1 if 1 is defined else 2|nosuch }}
{% if yes %}{{ 1|nosuchfilter }}{% endif %}
{{ raise_exception('No: ' ~ word) }}
{{ strftime_now('%d %B %Y|%b %e|%H:%M:%S|%A %a|%j|%y-%m-%d|%I %p|%-d %-m|%%') }}
{{ dict(a=1, b=2) }} {{ dict({'x': 1}, y=2) }} {{ namespace is callable }}
{{ 'a.b'|replace('.', '-')|upper ~ 'x'|upper }} {{ -n|abs }} {{ not n|string == '7' }} {{ (n|string) == '7' }} {{ n|string|length is eq 1 }} {{ 'x' is string and 1 is number }}
{{ 5 is defined and not 6 is string }} {{ [1, 2, 3]|length > 2 and yes }} {{ list|length - 1 }} {{ list|last + 1 }} {{ word|length * 2 }}
{{ 'x' in ['x', 'y'] and 'z' not in ['x'] }} {{ 1 if 'a' in map else 2 }} {{ true and false or true }} {{ True }} {{ False }} {{ None }} {{ none }} {{ true }}
""".strip("\n").split("\n")

# Templates of several lines: white space.
CASES += [
    "a\n  {% if yes %}\n    b\n  {% endif %}\nc\n",
    "a\n  {%- if yes %}\n    b\n  {%- endif %}\nc\n\n",
    "  {% if yes -%}\n\n   b\n   {%- endif -%}  \n c",
    "  {%+ if yes %}\n b {% endif +%}\nc",
    "x {% if yes %} y {% endif %} z",
    "  {{ word }}\n  {{- word }}\n  {{ word -}}\n  c\n",
    "{{ word }}\n{{ word }}\n\n",
    "  {# c #}\n  a\n\t{# c #} b\n{# multi\nline #}\nz",
    "{% set a = 1 %}\n{% set b = 2 %}\n\n{{ a }}\n{{ b }}",
    "{% for i in list %}\n  - {{ i }}\n{% endfor %}\nend",
    "{%- for i in list -%}\n  - {{ i }}\n{%- endfor -%}\nend",
    "\r\na\r\n{% if yes %}\r\nb\r\n{% endif %}\r\n",
    "{{\n  word\n  ~ '\n'\n}}\n{%-\n set z = {\n 'a': {'b': 1}}\n-%}\n{{ z['a']['b'] }}",
    "   {% if yes %}   {% if yes %}\n x\n   {% endif %}   {% endif %}\n",
    "\u00a0{% if yes %}a{% endif %}\n\u3000 {% if yes %}b{% endif %}",
    "{% if yes %}\n\n\nx{% endif %}{{ 'a' }}\n\n{% if yes %}b{% endif %}",
    "  {% raw %}\n  {{ x }}\n  {% endraw %}\n  y",
    "{{ '}}' }}{{ '%}' }}{{ \"{{\" }} { { }} % { # } {",
    "{{- 'a' -}}   b   {{- 'c' }}   d",
]


def main():
    environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"])

    def tojson(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
        return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)

    def raise_exception(message):
        raise jinja2.exceptions.TemplateError(message)

    environment.filters["tojson"] = tojson
    environment.globals["raise_exception"] = raise_exception
    environment.globals["strftime_now"] = datetime.datetime(2026, 1, 2, 15, 4, 5).strftime
    cases = []
    for template in CASES:
        try:
            cases.append({"template": template, "expected": environment.from_string(template).render(**CONTEXT)})
        except Exception as exception:  # noqa: BLE001: whatever Jinja says is the expectation
            cases.append({"template": template, "error": str(exception)})
    target = pathlib.Path(__file__).with_name("jinja-cases.json")
    target.write_text(json.dumps({"context": CONTEXT, "cases": cases}, ensure_ascii=False, indent=1) + "\n")


main()
