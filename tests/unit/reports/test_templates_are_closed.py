"""A template cannot run code, and reads no file but the templates beside it."""

import pytest
from jinja2 import TemplateNotFound, UndefinedError
from jinja2.exceptions import SecurityError

from pipelines.oversight.render import TEMPLATES as OVERSIGHT
from pipelines.reports.standalone import TEMPLATES, _environment


@pytest.fixture(scope="module")
def environment():
    return _environment((OVERSIGHT, TEMPLATES))


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ [].append.__self__.__class__.__base__ }}",
        "{{ given.__init__.__globals__ }}",
        "{{ given.__call__.__func__.__code__ }}",
        "{{ '{0.__class__.__mro__}'.format(given) }}",
        "{{ ('{0.__class__}' | safe).format(given) }}",
    ],
)
def test_what_leads_to_python_is_refused(environment, text):
    with pytest.raises(SecurityError):
        environment.from_string(text).render(given=lambda: None)


@pytest.mark.parametrize(
    "name", ["open", "__import__", "eval", "self.__init__.__globals__", "config", "request"]
)
def test_nothing_of_python_is_at_hand(environment, name):
    with pytest.raises((UndefinedError, SecurityError)):
        environment.from_string("{{ " + name + "('/etc/hostname') }}").render()


@pytest.mark.parametrize(
    "path",
    [
        "../view.py",
        "../../../pyproject.toml",
        "sections/../../view.py",
        "/etc/hostname",
        "..",
        "",
    ],
)
@pytest.mark.parametrize("how", ["{{% include '{}' %}}", "{{% extends '{}' %}}", "{{% import '{}' as x %}}"])
def test_a_template_reads_no_file_from_elsewhere(environment, how, path):
    with pytest.raises(TemplateNotFound):
        environment.from_string(how.format(path)).render()


def test_the_templates_beside_it_are_read_and_their_values_escaped(environment):
    assert environment.from_string("{% include 'style.css.jinja' %}").render(running_foot="x", page_word="y")
    assert environment.from_string("{{ given }}").render(given="<b>\"'&") == "&lt;b&gt;&#34;&#39;&amp;"


def test_the_foot_of_a_printed_page_stays_inside_its_string(environment):
    style = environment.from_string("{{ given | css_string }}").render(given='"; } </style><script>')
    assert not set('";}</>') & set(style[1:-1])
