"""Every rule of the judgement, broken once, and what the verdict becomes."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pipelines.readiness.accrual import Expected, Rate
from pipelines.readiness.answer import Facts, Readiness
from pipelines.readiness.history import Judged, Part
from pipelines.readiness.judgement import findings
from pipelines.readiness.plan import Window
from pipelines.readiness.rules import CANNOT, RULES, VERDICTS
from tests.support.small_agreement import SMALL, changed
from tests.unit.readiness.invented_facts import PAST, criterion_answer, invented_facts, measure_answer


def broken(facts: Facts) -> list[str]:
    return [finding.rule.rule_id for finding in findings(facts)]


def verdict(facts: Facts) -> str:
    return Readiness(facts, findings(facts)).verdict


def with_criterion(folder: Path, judged: Judged, answer: str, text: str = SMALL) -> Facts:
    facts = invented_facts(folder, text)
    second = criterion_answer(facts.agreement, 1, judged, answer)
    return replace(facts, criteria=(facts.criteria[0], second, *facts.criteria[2:]))


def with_measures(folder: Path, *answers: dict) -> Facts:
    facts = invented_facts(folder)
    made = tuple(measure_answer(facts.agreement, place, **item) for place, item in enumerate(answers))
    return replace(facts, measures=made)


def with_expected(folder: Path, inside: Expected, origin: str = "history", **changed: Expected) -> Facts:
    facts = invented_facts(folder, rates=(Rate(origin, 1, 2, 3, 10, 2.0),))
    return replace(facts, expected={**facts.expected, "inside": inside, **changed})


def test_nothing_broken_is_ready(tmp_path):
    facts = invented_facts(tmp_path)
    assert (broken(facts), verdict(facts)) == ([], "ready")


def test_a_criterion_nobody_can_see_makes_it_impossible(tmp_path):
    facts = with_criterion(tmp_path, Judged(0, 0, 50), "not_observable")
    assert (broken(facts), verdict(facts)) == (["criterion_not_observable"], "cannot_be_reassessed")


def test_a_criterion_with_an_alternative_that_can_be_seen_does_not(tmp_path):
    alternative = (
        "    description: {english: Leukaemia, norwegian: Leukemi}\n",
        "    description: {english: Leukaemia, norwegian: Leukemi}\n    alternative_group: either\n",
    )
    also = (
        "\noutcome_measures:",
        "\n  - id: seen\n    kind: morphology\n    values: ['98363']\n    alternative_group: either\n"
        "    description: {english: Cells, norwegian: Celler}\n    source: ID2021_047\noutcome_measures:",
    )
    facts = with_criterion(tmp_path, Judged(0, 0, 50), "not_observable", changed(alternative, also))
    assert "criterion_not_observable" not in broken(facts)


def test_a_criterion_often_unknown_is_a_reservation(tmp_path):
    facts = with_criterion(tmp_path, Judged(30, 0, 20), "partly")
    assert (broken(facts), verdict(facts)) == (["criterion_partly_observable"], "ready_with_reservations")


def test_what_only_presence_shows_is_a_reservation(tmp_path):
    pregnancy = (
        "\noutcome_measures:",
        "\n  - id: pregnant\n    kind: pregnancy\n    description: {english: Pregnant, norwegian: Gravid}\n"
        "    source: ID2021_047\noutcome_measures:",
    )
    facts = invented_facts(tmp_path, changed(pregnancy))
    assert broken(facts) == ["absence_unknown", "register_missing"]


@pytest.mark.parametrize(("mid", "expected"), [(9.9, ["too_few_patients"]), (10.0, [])])
def test_ten_patients_are_needed_by_the_middle_figure(tmp_path, mid, expected):
    assert broken(with_expected(tmp_path, Expected(1, mid, 30))) == expected


def test_an_upper_figure_is_judged_by_its_highest(tmp_path):
    assert "too_few_patients" not in broken(with_expected(tmp_path, Expected(1, 5, 12), "facts"))
    assert "too_few_patients" in broken(with_expected(tmp_path, Expected(1, 5, 9), "facts"))
    assert "number_unknown" in broken(with_expected(tmp_path, Expected(1, 5, 12), "candidates"))


def test_a_stated_figure_is_not_unknown(tmp_path):
    assert broken(with_expected(tmp_path, Expected(10, 20, 30), "given")) == []


def test_so_few_that_they_cannot_be_shown(tmp_path):
    few = Expected(0, 3, 8)
    found = broken(with_expected(tmp_path, few, all_treated=few))
    assert found == ["too_few_patients", "small_groups"]


def test_no_assumption_gives_nothing_to_judge(tmp_path):
    facts = with_measures(tmp_path, {"asked": False}, {"asked": False})
    assert (broken(facts), verdict(facts)) == (["nothing_assumed"], "cannot_be_reassessed")


def test_no_rule_that_can_be_decided(tmp_path):
    facts = with_measures(tmp_path, {"decided": 0.3}, {"decided": 0.49})
    (found,) = findings(facts)
    assert (found.rule.rule_id, found.values["chance"]) == ("no_rule_decidable", 0.49)
    assert found.values["measure"] is facts.measures[1].outcome


def test_one_rule_that_can_be_decided_is_enough_and_the_others_are_named(tmp_path):
    facts = with_measures(tmp_path, {"decided": 0.5}, {"decided": 0.1})
    assert (broken(facts), verdict(facts)) == (["rule_not_decidable"], "ready_with_reservations")


def test_a_rule_without_a_forecast_is_named(tmp_path):
    assert broken(with_measures(tmp_path, {}, {"reason": "no_cost_history"})) == ["rule_not_forecast"]


def test_no_forecast_at_all_decides_nothing(tmp_path):
    facts = with_measures(tmp_path, {"reason": "no_patients"}, {"reason": "no_patients"})
    assert broken(facts) == ["no_rule_decidable", "rule_not_forecast", "rule_not_forecast"]


def test_treatment_data_must_come_from_the_period_of_the_agreement(tmp_path):
    facts = invented_facts(tmp_path)
    early = replace(facts.last["inspire"], complete_to=date(2022, 1, 31))
    assert broken(replace(facts, last={**facts.last, "inspire": early})) == ["no_treatment_data"]


def test_a_register_that_never_delivered(tmp_path):
    facts = invented_facts(tmp_path)
    never = replace(facts.rhythms["folkeregisteret"], n_deliveries=0)
    assert broken(replace(facts, rhythms={**facts.rhythms, "folkeregisteret": never})) == ["register_missing"]


def test_a_delivery_that_is_only_assumed(tmp_path):
    facts = invented_facts(tmp_path)
    assumed = replace(facts.last["inspire"], is_assumed=True)
    assert broken(replace(facts, last={**facts.last, "inspire": assumed})) == ["cadence_unknown"]


@pytest.mark.parametrize(
    ("past", "expected"),
    [
        ({"treated": {"inside": 37, "undetermined": 13}}, ["undetermined"]),
        ({"treated": {"inside": 75, "undetermined": 25}}, []),
        ({"coverage": {("inspire", "npr_drug"): Part(79, 100)}}, ["low_coverage"]),
        ({"coverage": {("inspire", "npr_drug"): Part(80, 100)}}, []),
        ({"gaps": (("inspire", "5", "No data", "Ingen data"),)}, ["source_gap"]),
        ({"supply_is_known": False}, ["supply_unknown"]),
        ({"starters_by_half": (17, 33)}, ["use_changes"]),
        ({"starters_by_half": (18, 32)}, []),
    ],
)
def test_what_history_shows_of_the_registers(tmp_path, past, expected):
    assert broken(invented_facts(tmp_path, past=replace(PAST, **past))) == expected


@pytest.mark.parametrize(
    ("past", "expected"),
    [
        ({"treated": {"inside": 3, "undetermined": 2}}, ["undetermined"]),
        ({"treated": {"inside": 2, "undetermined": 2}}, []),
        ({"starters_by_half": (18, 34)}, ["use_changes"]),
        ({"starters_by_half": (19, 34)}, []),
    ],
)
def test_five_treated_are_enough_to_judge_by_and_a_change_of_use_needs_one_in_twenty(
    tmp_path, past, expected
):
    assert broken(invented_facts(tmp_path, past=replace(PAST, **past))) == expected


@pytest.mark.parametrize(("mid", "is_said"), [(4.9, True), (5.0, False)])
def test_five_expected_in_all_can_be_shown(tmp_path, mid, is_said):
    everybody = Expected(1, mid, 12)
    found = broken(with_expected(tmp_path, Expected(0, 3, 8), all_treated=everybody))
    assert ("small_groups" in found) == is_said


@pytest.mark.parametrize(("decided", "expected"), [(0.49, ["rule_not_decidable"]), (0.5, [])])
def test_a_rule_with_even_chances_is_likely_to_be_decided(tmp_path, decided, expected):
    assert broken(with_measures(tmp_path, {"decided": 0.9}, {"decided": decided})) == expected


def test_treatment_data_that_end_on_the_first_day_are_of_the_period(tmp_path):
    facts = invented_facts(tmp_path)
    first_day = replace(facts.last["inspire"], complete_to=facts.plan.start_date)
    assert broken(replace(facts, last={**facts.last, "inspire": first_day})) == []


@pytest.mark.parametrize(
    ("region", "expected"), [(None, ["source_gap"]), ("5", ["source_gap", "register_missing"])]
)
def test_a_register_missing_everywhere_is_said_once(tmp_path, region, expected):
    """A gap of one region does not say that the register never delivered."""
    gaps = (("folkeregisteret", region, "No data", "Ingen data"),)
    facts = invented_facts(tmp_path, past=replace(PAST, gaps=gaps))
    never = replace(facts.rhythms["folkeregisteret"], n_deliveries=0)
    facts = replace(facts, rhythms={**facts.rhythms, "folkeregisteret": never})
    assert broken(facts) == expected


def test_the_undetermined_are_named_only_where_they_widen_the_measure(tmp_path):
    facts = with_measures(tmp_path, {"decided": 0.9}, {"decided": 0.1})
    (found,) = findings(facts)
    assert found.values["undetermined"] is None
    second = facts.measures[1]
    question = replace(second.precision.question, measure="share_inside", variant="new_starters")
    widened = replace(second, precision=replace(second.precision, question=question))
    (found,) = findings(replace(facts, measures=(facts.measures[0], widened)))
    assert found.values["undetermined"] == Part(5, 50)


def test_what_a_change_of_use_would_come_to_is_the_pace_of_the_second_half(tmp_path):
    """33 in one of two years are 55 in the 1.66 years planned. A stated figure knows better."""
    facts = invented_facts(tmp_path, past=replace(PAST, starters_by_half=(17, 33)))
    (found,) = findings(facts)
    assert found.values["going_on"] == 55
    assert broken(replace(facts, rates=(Rate("given", 10, 25, 33),))) == []


def test_no_figure_at_all_is_an_unknown_number(tmp_path):
    facts = with_expected(tmp_path, Expected(10, 20, 30), "nobody")
    assert broken(facts) == ["number_unknown"]


def test_the_treatment_register_must_be_listed_though_no_measure_names_it(tmp_path):
    facts = invented_facts(tmp_path)
    other = replace(facts.rhythms["inspire"], register="nornmd")
    facts = replace(
        facts,
        treatment_register="nornmd",
        rhythms={**facts.rhythms, "nornmd": other},
        last={**facts.last, "nornmd": replace(facts.last["inspire"], register="nornmd")},
    )
    (found,) = findings(facts)
    assert (found.rule.rule_id, found.values["register"]) == ("register_missing", "nornmd")


def test_a_short_history_is_said(tmp_path):
    window = Window(date(2022, 6, 1), date(2022, 12, 31), True)
    assert broken(invented_facts(tmp_path, window=window)) == ["short_history"]


def test_only_use_that_can_be_decided_is_said(tmp_path):
    facts = with_measures(tmp_path, {"decided": 0.1}, {"decided": 0.9})
    second = facts.measures[1]
    question = replace(second.precision.question, unit="persons")
    counted = replace(second, precision=replace(second.precision, question=question))
    assert broken(replace(facts, measures=(facts.measures[0], counted))) == [
        "only_use_decidable", "rule_not_decidable",
    ]  # fmt: skip


def test_impossible_goes_before_reservations(tmp_path):
    facts = with_measures(tmp_path, {"asked": False}, {"asked": False})
    past = replace(PAST, supply_is_known=False)
    assert verdict(replace(facts, past=past)) == "cannot_be_reassessed"
    assert broken(replace(facts, past=past)) == ["nothing_assumed", "supply_unknown"]


def test_every_rule_is_stated_once_and_in_both_languages():
    assert len({rule.rule_id for rule in RULES}) == len(RULES)
    for rule in RULES:
        for words in (rule.states, rule.found):
            assert words.english and words.norwegian and words.english != words.norwegian
    assert {rule.follows for rule in RULES} == {CANNOT, "reservation"}
    assert set(VERDICTS) == {"ready", "ready_with_reservations", "cannot_be_reassessed"}
