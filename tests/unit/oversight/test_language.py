"""The oversight page in both languages: same keys, same placeholders, a text for every word it may meet."""

import re

from pipelines.oversight.language import WORDS, oversight_language
from pipelines.oversight.render import TEMPLATES
from pipelines.reports.language import language, placeholders, read_words
from schemas.agreement.agreement import PROTOCOL_STATUSES
from schemas.result.obligation import STATUSES as OBLIGATION_STATUSES
from schemas.result.oversight import STATUSES

ASKED = re.compile(r'\bt\("([\w.]+)"')


def test_both_catalogues_have_the_same_keys_and_placeholders():
    norwegian, english = (read_words(WORDS / code) for code in ("nb", "en"))
    assert {key: placeholders(text) for key, text in norwegian.items()} == {
        key: placeholders(text) for key, text in english.items()
    }


def test_its_own_words_hide_none_of_the_reports():
    for code in ("nb", "en"):
        assert not read_words(WORDS / code).keys() & language(code).texts.keys()


def test_every_text_that_a_template_names_is_there():
    asked = {
        key
        for path in TEMPLATES.rglob("*.jinja")
        for key in ASKED.findall(path.read_text(encoding="utf-8"))
        if not key.endswith(".")
    }
    assert len(asked) > 30
    assert asked - set(oversight_language("en").texts) == set()


def test_every_status_has_a_text():
    texts = oversight_language("nb").texts
    wanted = [f"oversight.status.{name}" for name in STATUSES]
    wanted += [f"oversight.protocol.{name}" for name in PROTOCOL_STATUSES]
    wanted += [f"oversight.state.{name}" for name in OBLIGATION_STATUSES]
    assert [key for key in wanted if key not in texts] == []
