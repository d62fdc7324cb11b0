"""The catalogue of measures is whole: every name has words, every choice exists."""

import pytest

from pipelines.methods.complication_terms import COMPLICATIONS
from pipelines.methods.group_terms import COHORTS, GROUPS
from pipelines.methods.measures import MEASURES, UNITS, VARIANTS
from pipelines.methods.response_terms import RESPONSES
from pipelines.methods.treatment_terms import DURATION_RULES
from schemas.agreement.complication import COMPLICATIONS as AGREED_COMPLICATIONS
from schemas.agreement.data_source import PURPOSES
from schemas.agreement.outcome_measure import COHORTS as SCHEMA_COHORTS
from schemas.agreement.patient_reported_time import TIMES_DAYS
from schemas.agreement.response import REPORTED

TERMS = [*MEASURES.values(), *VARIANTS.values(), *GROUPS.values()]


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term.name)
def test_every_name_has_a_label_and_a_sentence_in_both_languages(term):
    for language in ("english", "norwegian"):
        label, definition = getattr(term.label, language), getattr(term.definition, language)
        assert label and label == label.strip() and not label.endswith(".")
        assert definition[0].isupper() and definition.endswith(".")
        assert "  " not in definition
    assert term.definition.english != term.definition.norwegian


@pytest.mark.parametrize("measure", MEASURES.values(), ids=lambda measure: measure.name)
def test_what_a_measure_offers_exists(measure):
    assert measure.unit in UNITS
    assert measure.variants and set(measure.variants) <= set(VARIANTS)
    assert measure.cohorts and set(measure.cohorts) <= set(GROUPS)
    assert set(measure.purposes) <= set(PURPOSES)
    # Whoever is diagnosed counts for testing, treated or not; every other measure is of the treated.
    assert ("treatment" in measure.purposes) != (measure.cohorts == ("diagnosed",))
    assert measure.purposes
    assert bool(measure.times_days) + measure.at_cost_horizon + bool(measure.at_window_of) <= 1


def test_every_variant_belongs_to_a_measure():
    assert set(VARIANTS) == {variant for measure in MEASURES.values() for variant in measure.variants}


def test_the_catalogue_is_the_agreed_one():
    assert {
        name: (measure.unit, measure.times_days, len(measure.variants)) for name, measure in MEASURES.items()
    } == {
        "number_treated": ("persons", (), 1),
        "overall_survival": ("probability", (183, 365, 730), 7),
        "overall_survival_median": ("days", (), 7),
        "net_survival": ("probability", (365, 730), 2),
        "expected_survival": ("probability", (365, 730), 1),
        "overall_survival_mean": ("days", (365, 730), 1),
        "follow_up_median": ("days", (), 1),
        "treatment_duration_median": ("days", (), 4),
        "treatment_duration": ("probability", (183, 365), 4),
        "time_to_next_treatment": ("probability", (183, 365, 730), 1),
        "time_to_next_treatment_median": ("days", (), 1),
        "treatment_stopped": ("probability", (183, 365), 4),
        "treatment_changed": ("probability", (183, 365), 4),
        "death_on_treatment": ("probability", (183, 365), 4),
        "next_line": ("probability", (183, 365, 730), 1),
        "death_before_next_line": ("probability", (183, 365, 730), 1),
        "doses": ("doses", (), 4),
        "cycles": ("cycles", (), 4),
        "drug_cost_on_treatment": ("NOK", (), 4),
        "relative_dose_intensity": ("ratio", (), 4),
        "dose_given_of_ordered": ("ratio", (), 4),
        "share_response_reported": ("share", (), 2),
        "share_response_unknown": ("share", (), 2),
        "time_to_response_median": ("days", (), 2),
        "share_transplanted": ("share", (), 3),
        "complication_incidence": ("probability", (), 5),
        "complication_rate": ("per_100_person_years", (), 5),
        "complication_rate_repeated": ("per_100_person_years", (), 5),
        "death_within_30_days": ("probability", (30,), 1),
        "mean_drug_cost": ("NOK", (), 3),
        "mean_hospital_cost": ("NOK", (), 6),
        "prom_mean": ("points", TIMES_DAYS, 17),
        "eq5d_index_mean": ("index", TIMES_DAYS, 1),
        "prom_change": ("points", TIMES_DAYS[1:], 17),
        "eq5d_index_change": ("index", TIMES_DAYS[1:], 1),
        "prom_response": ("share", TIMES_DAYS, 3),
        "prom_baseline_answered": ("points", TIMES_DAYS[1:], 17),
        "eq5d_index_baseline_answered": ("index", TIMES_DAYS[1:], 1),
        "prom_baseline_no_answer": ("points", TIMES_DAYS[1:], 17),
        "eq5d_index_baseline_no_answer": ("index", TIMES_DAYS[1:], 1),
        "prom_baseline_difference": ("points", TIMES_DAYS[1:], 17),
        "eq5d_index_baseline_difference": ("index", TIMES_DAYS[1:], 1),
        "prom_flow": ("persons", TIMES_DAYS, 6),
        "prom_not_scored": ("persons", TIMES_DAYS, 18),
        "treated_survival": ("probability", (183, 365, 730), 4),
        "comparator_survival": ("probability", (183, 365, 730), 4),
        "survival_difference": ("probability", (183, 365, 730), 4),
        "restricted_mean_difference": ("days", (), 4),
        "hazard_ratio": ("ratio", (), 4),
        "share_inside": ("share", (), 3),
        "share_outside": ("share", (), 1),
        "share_undetermined": ("share", (), 1),
        "share_uptake": ("share", (), 2),
        "share_tested": ("share", (), 1),
    }
    assert [name for name, measure in MEASURES.items() if measure.at_cost_horizon] == [
        "doses", "cycles", "drug_cost_on_treatment", "mean_drug_cost", "mean_hospital_cost",
    ]  # fmt: skip
    assert [name for name, measure in MEASURES.items() if measure.needs_time and "prom" not in name] == [
        "overall_survival", "overall_survival_mean", "net_survival", "expected_survival",
        "treatment_duration", "time_to_next_treatment", "treatment_stopped", "treatment_changed",
        "death_on_treatment", "next_line",
        "death_before_next_line", "doses", "cycles", "drug_cost_on_treatment", "share_response_reported",
        "share_response_unknown", "time_to_response_median", "share_transplanted", "complication_incidence",
        "complication_rate", "death_within_30_days", "mean_drug_cost", "mean_hospital_cost",
        *(name for name in MEASURES if name.startswith("eq5d_index")),
        "treated_survival", "comparator_survival", "survival_difference",
    ]  # fmt: skip
    assert {measure.at_window_of for measure in MEASURES.values()} == {"", "complications", "responses"}
    assert set(COMPLICATIONS) == set(AGREED_COMPLICATIONS) and set(RESPONSES) == set(REPORTED)


def test_cohorts_are_those_of_the_tables():
    assert tuple(COHORTS) == SCHEMA_COHORTS


def test_a_rule_means_what_its_name_says():
    for variant, rule in DURATION_RULES.items():
        assert rule.variant == variant
        if variant != "last_dose":
            assert (variant, rule.with_tail) == (f"gap_{rule.permitted_gap_days}", True)
            assert f"{rule.permitted_gap_days} days" in VARIANTS[variant].definition.english
            assert f"{rule.permitted_gap_days} dager" in VARIANTS[variant].definition.norwegian
    assert not DURATION_RULES["last_dose"].with_tail
