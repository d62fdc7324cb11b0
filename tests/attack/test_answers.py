"""What an attacker finds out from numbers beside estimates of four editions of invented studies: nothing.

Responses, transplantations, complications, costs, doses, first courses of treatment, survival, net and
expected survival of three nested cohorts, by sex and region too, with the patient flow, the criteria and the
divisions of new starters beside them.
"""

from dataclasses import replace

import polars as pl
import pytest

from pipelines.methods.patient_flow import PATIENT_REPORTED
from pipelines.methods.rounded_numbers import ROUNDED
from tests.attack.answers import Outcome, attack_answers
from tests.attack.answers_study import plan_of
from tests.attack.answers_unheeding import with_every_number
from tests.attack.conftest import N_STUDIES
from tests.attack.edition import Edition
from tests.attack.levels import LEVELS
from tests.attack.study import SIZES, Study, studies
from tests.attack.told_by_estimates import told_by

pytestmark = pytest.mark.xdist_group("attack_series")
ROUNDED_ROW = {
    "subgroup": "all", "measure": "overall_survival_mean", "unit": "days", "estimate": 400, "lower": None,
    "upper": None, "rounded_to": 28.0, "n": None, "n_at_least": 10, "n_at_most": 19, "n_events": None,
    "n_events_at_least": 0, "n_events_at_most": 9,
}  # fmt: skip
"""Of a mean: it says by itself that five had the event."""
N_WITH_LEVELS = 12
"""Of so many studies levels are attacked too: it takes twice as long."""


@pytest.fixture(scope="module")
def outcomes(series) -> list[Outcome]:
    """Of each study, all that its four editions tell together: what one tells alone is part of it."""
    return [
        attack_answers(
            [one.of(study.agreement_id) for one in series],
            plan_of(study),
            None if place < N_WITH_LEVELS else (),
        )
        for place, study in enumerate(studies(N_STUDIES, seed=1))
    ]


def test_no_small_number_beside_an_estimate_is_found_out_from_four_editions(outcomes):
    assert sum(outcome.n_small for outcome in outcomes) > 3000, "there is something to find"
    assert [
        (outcome.found, outcome.by_few_came) for outcome in outcomes if outcome.found or outcome.by_few_came
    ] == []


def test_most_estimates_of_large_studies_that_rest_on_no_small_number_are_told(outcomes):
    """Withholding everything would be safe too."""
    large = outcomes[2 :: len(SIZES)]
    n_told, n = (sum(getattr(one, name) for one in large) for name in ("n_estimates_told", "n_estimates"))
    assert n_told > 0.75 * n > 0


def test_most_estimates_of_large_studies_that_are_told_say_of_how_many_they_are(outcomes):
    """Exactly, or rounded: an estimate without is hard to judge."""
    large = outcomes[2 :: len(SIZES)]
    n_exactly, n_rounded, n_left = (
        sum(getattr(one, name) for one in large) for name in ("n_with_number", "n_with_rounded", "n_left")
    )
    assert n_exactly > 0.2 * n_left > 0
    assert n_exactly + n_rounded > 0.85 * n_left


@pytest.mark.parametrize("step", [1, 10])
def test_numbers_of_everybody_even_rounded_are_found_out(series, step):
    """Told wherever an estimate has left: beside those treated few numbers of a step may be possible."""
    assert any(
        attack_answers([with_every_number(series[-1].of(study.agreement_id), step)], plan_of(study), ()).found
        for study in studies(12, seed=1)
    )


def test_a_rounded_number_is_read_as_any_that_is_rounded_so(series):
    read = [tuple(bound) for bound in told_by(ROUNDED_ROW, 100, frozenset())]
    assert read[:2] == [("n", 10, 19), ("yes", 0, 9)]


def test_numbers_that_do_not_heed_earlier_editions_are_found_out(series):
    """Two editions that tell whoever was asked, but for small numbers, as if they did not know each other."""
    measures = ("overall_survival", "mean_drug_cost")

    def is_found(study: Study) -> bool:
        both = [_told_exactly(edition.of(study.agreement_id), measures, ("n",)) for edition in series[:2]]
        alone = [attack_answers([edition], plan_of(study), ()).found for edition in both]
        return not set(attack_answers(both, plan_of(study), ()).found) <= set().union(*alone)

    assert any(is_found(study) for study in studies(12, seed=1)[1 :: len(SIZES)])


TREATED = ("all_treated", "all", "all")


@pytest.mark.parametrize(
    ("study", "group", "measure", "n_came", "n_before", "n_by_few_came"),
    [
        (6, TREATED, "overall_survival_median", 2, 1, 1),
        (8, TREATED, "overall_survival_median", 7, 1, 0),
        (2, ("inside", "region", "7"), "mean_drug_cost", 2, 0, 1),
        (2, ("inside", "region", "3"), "mean_drug_cost", 4, 0, 0),
    ],
    ids=["two came", "seven came", "two of a region came", "four of a region came"],
)
def test_what_four_more_would_hide_is_found_out_by_how_few_came(
    series, study, group, measure, n_came, n_before, n_by_few_came
):
    """Of a group an edition tells that all are followed: of the next no more are not than have come."""
    (before, n_treated), (after, n_treated_after) = (
        _of_group(edition.of(studies(12, seed=1)[study].agreement_id), group, measure)
        for edition in series[:2]
    )
    estimates = before.released["estimate"]
    is_of_group = pl.concat_str("cohort", "subgroup", "level", separator=" ") == " ".join(group)
    all_followed = estimates.with_columns(n=pl.when(is_of_group).then(n_treated).otherwise("n"))
    before = replace(before, released=before.released | {"estimate": all_followed})
    outcome = attack_answers([before, after], plan_of(studies(12, seed=1)[study]))
    assert n_treated_after - n_treated == n_came
    assert [name[0] for name in outcome.by_few_came] == [str(after.cut)] * n_by_few_came
    assert [name[0] for name in outcome.found] == [str(before.cut)] * n_before


def _of_group(edition: Edition, group: tuple[str, str, str], measure: str) -> tuple[Edition, int]:
    """Only how many of a group are treated, as the patient flow has it of a region, and followed."""
    cohort, subgroup, level = group
    followed, treated = (
        tables["estimate"].filter(pl.col("measure").is_in(["number_treated", measure]), cohort=cohort)
        for tables in (edition.released, edition.exact)
    )
    flow = {name: edition.released[name].clear() for name in ("criterion", "attrition")}
    flow["person_count"] = edition.released["person_count"].filter(
        topic="eligibility", grouping=subgroup, level=level, category=cohort
    )
    flow["estimate"] = followed.filter(pl.col("level").is_in([level, "all"]))
    n_treated = treated.filter(measure="number_treated", subgroup=subgroup, level=level)["n"].item()
    cut_down = replace(edition, released=edition.released | flow, exact=edition.exact | {"estimate": treated})
    return cut_down, n_treated


@pytest.mark.parametrize(
    ("measures", "told"),
    [
        (("share_response_reported", "share_transplanted"), ("estimate", "lower", "upper")),
        (("complication_rate",), ("estimate", "lower", "upper")),
        (("mean_drug_cost", "mean_hospital_cost"), ("estimate", "lower", "upper")),
        (("mean_drug_cost", "overall_survival", "dose_given_of_ordered"), ("n",)),
        (("mean_drug_cost", "complication_rate"), ("n", "n_events")),
        (("doses", "cycles", "drug_cost_on_treatment"), ("n",)),
    ],
    ids=["shares", "rates", "costs", "numbers asked", "events", "courses"],
)
def test_one_kind_of_number_told_exactly_is_found_out(series, measures, told):
    """Told for all three cohorts, and only what is of 1 to 4 persons itself withheld."""
    assert any(
        attack_answers(
            [_told_exactly(series[-1].of(study.agreement_id), measures, told)], plan_of(study), ()
        ).found
        for study in studies(12, seed=1)
    )


@pytest.mark.parametrize(("told", "place"), [((), 0), (("n",), 2)], ids=["rows", "numbers asked"])
def test_levels_told_as_they_are_are_found_out(series, told, place):
    """A row for every level that has anybody, or the numbers of those where none is of 1 to 4 persons."""
    assert any(
        attack_answers(
            [_with_levels(series[-1].of(study.agreement_id), told)], plan_of(study), tuple(LEVELS)
        ).found
        for study in studies(12, seed=1)[place :: len(SIZES)]
    )


def test_of_a_level_that_tells_nothing_no_row_stands(series):
    rows = pl.concat(edition.released["estimate"] for edition in series)
    of_levels = rows.filter(
        pl.col("subgroup").is_in(list(LEVELS)) & ~pl.col("measure").is_in(PATIENT_REPORTED)
    )
    assert of_levels.height > 0
    assert not of_levels["suppressed"].any()


def _with_levels(edition: Edition, told: tuple[str, ...]) -> Edition:
    """Of the cohort inside the rows of levels, with the columns `told`; with any, where nothing is small."""
    released, exact = edition.released["estimate"], edition.exact["estimate"]
    is_level = (pl.col("subgroup") != "all") & (pl.col("cohort") == "inside")
    n, n_events = pl.col("n"), pl.col("n_events").fill_null(0)
    is_few = pl.any_horizontal(count.is_between(1, 4) for count in (n, n_events, n - n_events))
    nothing = {"estimate", "lower", "upper", "n", "n_events", "rounded_to", *ROUNDED} - set(told)
    rows = exact.filter(
        is_level & ~pl.col("measure").is_in(PATIENT_REPORTED) & ~(is_few & bool(told))
    ).with_columns(
        *(pl.lit(None, released.schema[name]).alias(name) for name in nothing), suppressed=pl.lit(True)
    )
    estimates = pl.concat([released.filter(~is_level), rows.select(released.columns)])
    return replace(edition, released=edition.released | {"estimate": estimates})


def _told_exactly(edition: Edition, measures: tuple[str, ...], told: tuple[str, ...]) -> Edition:
    """As released, but the columns `told` of these measures as they are where no count of theirs is small.

    A mean is told only where it has left: that it has says that it rests on five.
    """
    is_one = pl.col("measure").is_in(measures) & (pl.col("subgroup") == "all")
    n, n_events = pl.col("n"), pl.col("n_events").fill_null(0)
    is_few = pl.any_horizontal(count.is_between(1, 4) for count in (n, n_events, n - n_events))
    released, exact = edition.released["estimate"], edition.exact["estimate"]
    key = ["cohort", "subgroup", "level", "measure", "variant", "time_days"]
    open_rows = exact.filter(is_one & ~is_few).select(
        *key, *(pl.col(name).alias(f"{name}_exact") for name in told)
    )
    joined = released.join(open_rows, on=key, how="left", nulls_equal=True, maintain_order="left")
    may_be = ~pl.col("suppressed") | (pl.col("unit") != "NOK")
    joined = joined.with_columns(
        pl.when(may_be).then(f"{name}_exact").alias(f"{name}_exact") for name in told
    )
    is_open = pl.any_horizontal(pl.col(f"{name}_exact").is_not_null() for name in told)
    as_it_is = joined.with_columns(
        *(pl.coalesce(f"{name}_exact", name).alias(name) for name in told),
        rounded_to=pl.when(is_open & pl.lit("estimate" in told)).then(None).otherwise("rounded_to"),
        suppressed=pl.col("suppressed") & ~is_open,
    ).select(released.columns)
    return replace(edition, released=edition.released | {"estimate": as_it_is})
