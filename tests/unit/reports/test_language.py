"""Two catalogues with the same keys and placeholders, and templates that ask only for what is there."""

import re

import pytest

from pipelines.methods.group_terms import COHORTS
from pipelines.reports.language import LANGUAGES, TextError, language, placeholders
from pipelines.reports.standalone import TEMPLATES
from schemas.agreement.agreement import PROTOCOL_STATUSES
from schemas.agreement.assumption import RULES
from schemas.agreement.comparator import KINDS as COMPARATOR_KINDS
from schemas.agreement.criterion import KINDS, SUBJECTS
from schemas.agreement.data_source import CADENCES, PURPOSES, REGISTERS
from schemas.agreement.decision_elsewhere import DECISIONS
from schemas.agreement.evidence import KINDS as EVIDENCE_KINDS
from schemas.agreement.milestone import DERIVED_KINDS, LISTED_KINDS
from schemas.agreement.party import ROLES
from schemas.agreement.reassessment_decision import OUTCOMES
from schemas.agreement.subgroup import VARIABLES
from schemas.agreement.use_rule import JUDGED_BY
from schemas.agreement.use_rule import KINDS as RULE_KINDS
from schemas.cohort.coverage_person import DENOMINATORS
from schemas.counted_persons import GROUPINGS
from schemas.result.source_gap import KINDS as GAP_KINDS

FIXED_KEY = re.compile(r'\bt\("([a-z_.]+)"[,)\s]')


def test_both_languages_have_the_same_keys():
    assert set(language("nb").texts) == set(language("en").texts)


def test_both_languages_have_the_same_placeholders():
    english, norwegian = language("en").texts, language("nb").texts
    differing = [
        key
        for key, text in english.items()
        if isinstance(text, str)
        and placeholders(text) != placeholders(norwegian[key])
        and key != "format.date"
    ]
    assert differing == []


def test_no_text_is_empty():
    assert [(code, key) for code in LANGUAGES for key, text in language(code).texts.items() if not text] == []


def test_a_number_and_its_percent_sign_stay_on_one_line():
    texts = language("nb").texts
    assert "95\u00a0%" in texts["table.interval_note"]
    assert [
        key for key, text in texts.items() if isinstance(text, str) and re.search(r"[0-9}] %", text)
    ] == []


def test_templates_ask_only_for_texts_that_exist():
    asked = {
        key
        for path in TEMPLATES.rglob("*.jinja")
        for key in FIXED_KEY.findall(path.read_text(encoding="utf-8"))
        if not key.endswith(".")
    }
    assert len(asked) > 80
    assert asked - set(language("en").texts) == set()


def test_every_word_the_agreements_may_use_has_a_text():
    vocabularies = {
        "register": REGISTERS,
        "register_limit": REGISTERS,
        "purpose": PURPOSES,
        "criterion_kind": [
            f"{kind}_{subject}" if subject else kind
            for kind in KINDS
            for subject in SUBJECTS.get(kind, ("",))
        ],
        "role": ROLES,
        "use_rule": RULE_KINDS,
        "use_rule.none": RULE_KINDS,
        "use_rule.judged_by": JUDGED_BY,
        "comparator.kind": COMPARATOR_KINDS,
        "subgroup.variable": VARIABLES,
        "decision.kind": DECISIONS,
        "decision.outcome": OUTCOMES,
        "evidence.kind": EVIDENCE_KINDS,
        "protocol.status": PROTOCOL_STATUSES,
        "protocol.notice": [status for status in PROTOCOL_STATUSES if status != "frozen_in_time"],
        "assumption": RULES,
        "assumption.threshold": RULES,
        "cadence": CADENCES,
        "coverage": DENOMINATORS,
        "gap.kind": GAP_KINDS,
        "gap.notice": GAP_KINDS,
        "level.heading": GROUPINGS,
        "level.by": [grouping for grouping in GROUPINGS if grouping != "all"],
        "milestone": (*DERIVED_KINDS, *LISTED_KINDS),
    }
    missing = [
        f"{vocabulary}.{name}"
        for vocabulary, names in vocabularies.items()
        for name in names
        if f"{vocabulary}.{name}" not in language("en").texts
    ]
    assert missing == []


def test_an_unknown_key_names_the_catalogue_and_the_key():
    with pytest.raises(TextError, match=r"words/nb: expected a text under 'no\.such'"):
        language("nb").text("no.such")


def test_a_missing_placeholder_names_it():
    with pytest.raises(TextError, match=r"'plan\.stop' asks for 'date'"):
        language("en").text("plan.stop")


def test_a_word_outside_the_vocabulary_is_shown_as_it_is():
    assert language("en").name_of("register", "new_register") == "new register"


def test_catalogue_words_come_in_the_language_asked_for():
    assert language("nb").label(COHORTS["inside"]) == COHORTS["inside"].label.norwegian
    assert language("en").label(COHORTS["inside"]) == COHORTS["inside"].label.english
