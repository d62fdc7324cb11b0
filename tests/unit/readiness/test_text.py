"""What is printed: the verdict and the reasons in words, in both languages, and no small numbers."""

import json
import re
from dataclasses import replace
from string import Formatter

import pytest

from pipelines.readiness.accrual import Expected, Rate
from pipelines.readiness.answer import Facts, Readiness
from pipelines.readiness.as_json import readiness_json
from pipelines.readiness.history import Judged, Part
from pipelines.readiness.judgement import findings
from pipelines.readiness.rules import RULES
from pipelines.readiness.text import WIDTH, readiness_text
from pipelines.readiness.wording import WORDS
from tests.unit.readiness.invented_facts import PAST, criterion_answer, invented_facts, measure_answer

SECTIONS = {
    "nb": ("Planen", "1 Hva", "2 Hva", "3 Siste", "4 Pasienter", "5 Hvor", "6 Reglene"),
    "en": ("The plan", "1 What", "2 What", "3 The last", "4 Patients", "5 How", "6 The rules"),
}


def printed(facts: Facts, code: str = "en") -> str:
    return readiness_text(Readiness(facts, findings(facts)), code)


def joined(text: str) -> str:
    """The text on one line, as it is read."""
    return re.sub(r"\s+", " ", text)


def impossible(folder) -> Facts:
    facts = invented_facts(
        folder, rates=(Rate("facts", 1, 1.5, 3),), past=replace(PAST, supply_is_known=False)
    )
    measures = [measure_answer(facts.agreement, place, asked=False) for place in range(2)]
    second = criterion_answer(facts.agreement, 1, Judged(0, 0, 50), "not_observable")
    few = dict.fromkeys(facts.expected, Expected(1, 2, 4))
    return replace(facts, measures=tuple(measures), criteria=(facts.criteria[0], second), expected=few)


def test_the_reasons_in_english(tmp_path):
    text = joined(printed(impossible(tmp_path)))
    assert (
        "CANNOT BE REASSESSED Because 1. Nobody can be shown to be inside the indication: “Leukaemia”" in text
    )
    assert (
        "2. Too few patients: at most 4 inside the indication in the last delivery; at least 10 are " in text
    )
    assert "needed. The file states: Patients a year: 5–10 patients." in text
    assert "3. There is nothing to judge against: no measure has an assumption with a decision rule" in text
    assert "The file itself says: One arm." in text
    assert "Besides 1. The dose is not known" in text


def test_the_reasons_in_norwegian(tmp_path):
    text = joined(printed(impossible(tmp_path), "nb"))
    assert "KAN IKKE REVURDERES Fordi 1. Ingen kan vises å være innenfor indikasjonen: «Leukemi»" in text
    assert "2. For få pasienter: høyst 4 innenfor indikasjonen i den siste leveransen" in text
    assert "3. Det er ingenting å vurdere mot: ingen mål har en antakelse med beslutningsregel" in text
    assert "I tillegg 1. Dosen er ikke kjent" in text


@pytest.mark.parametrize("code", ["nb", "en"])
def test_every_part_is_there_and_fits_the_page(tmp_path, code):
    text = printed(invented_facts(tmp_path), code)
    places = [text.index(f"\n{heading}") for heading in SECTIONS[code]]
    assert places == sorted(places)
    sentences = text.split("\n" + SECTIONS[code][1])[0].splitlines()
    assert [line for line in sentences if len(line) > WIDTH] == []


@pytest.mark.parametrize("code", ["nb", "en"])
def test_ready_says_that_nothing_stands_against_it(tmp_path, code):
    text = printed(invented_facts(tmp_path), code)
    assert {"nb": "KLAR\n\nIngen av reglene", "en": "READY\n\nNo rule below"}[code] in text


def test_every_rule_and_its_limit_is_printed(tmp_path):
    for code in ("nb", "en"):
        text = printed(invented_facts(tmp_path), code)
        assert len(re.findall(r"^  - ", text, re.M)) == len(RULES)
        assert "{" not in text
    assert "At least 10 patients" in text and "25%" in text and "80%" in text and "50%" in text


def test_small_groups_are_hidden_in_text_and_json(tmp_path):
    facts = invented_facts(tmp_path)
    second = criterion_answer(facts.agreement, 1, Judged(43, 3, 4))
    facts = replace(facts, criteria=(facts.criteria[0], second))
    assert re.search(r"Leukaemia.*treated\s+45\s+<5\s+<5\s", printed(facts))
    answer = json.loads(readiness_json(Readiness(facts, findings(facts))))
    assert answer["criteria"][1]["treated"] == {"met": 45, "not_met": None, "unknown": None}


def test_the_json_says_what_the_text_says(tmp_path):
    facts = impossible(tmp_path)
    answer = json.loads(readiness_json(Readiness(facts, findings(facts))))
    assert answer["verdict"] == "cannot_be_reassessed"
    assert [item["rule"] for item in answer["findings"]][:3] == [
        "criterion_not_observable", "too_few_patients", "nothing_assumed",
    ]  # fmt: skip
    for finding in answer["findings"]:
        assert joined(finding["english"]) in joined(printed(facts))
        assert joined(finding["norwegian"]) in joined(printed(facts, "nb"))


def holes(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_both_languages_are_filled_with_the_same():
    pairs = [*WORDS.values(), *(words for rule in RULES for words in (rule.states, rule.found))]
    assert [words for words in pairs if holes(words.english) != holes(words.norwegian)] == []


def test_what_npr_shows_and_whether_use_changes_is_said(tmp_path):
    past = replace(PAST, coverage={("inspire", "npr_drug"): Part(21, 30)}, starters_by_half=(10, 40))
    text = joined(printed(invented_facts(tmp_path, past=past)))
    assert "INSPIRE drug treatment holds 67% of the 30 whom NPR shows with the drug." in text
    assert "Reservations 1. INSPIRE drug treatment holds 67% of the patients whom NPR shows" in text
    assert "10 new patients in the first half of the history, 40 in the second." in text
    assert "at the pace of the second half it would be 65 in all." in text
