"""What is planted for the outcome measures is found again by counting, and disturbs nothing else."""

from functools import cache

import polars as pl
import pytest

from sample_data.generator import complications, response
from sample_data.generator.dose_reductions import relative_dose_intensity
from sample_data.generator.groups.older_inhibitor import KIND, LATER_KIND
from sample_data.generator.hospital_marks import TRANSPLANT_PROCEDURE
from sample_data.generator.prices import CONTENT
from sample_data.generator.randomness import stream
from sample_data.generator.registers import npr, prom_at_treatment
from sample_data.generator.truth import evidence_truth
from sample_data.generator.world import build_world

SEED = 33


@cache
def world():
    return build_world(8.0, SEED, 0.0)


def truth(agreement_id: str, measure: str, variant: str, time_days: int | None = None) -> float:
    found = evidence_truth().filter(
        (pl.col("agreement_id") == agreement_id)
        & (pl.col("cohort") == "all_treated")
        & (pl.col("measure") == measure)
        & (pl.col("variant") == variant)
        & pl.col("time_days").eq_missing(pl.lit(time_days))
    )
    return found["value"].item()


def near(n: int, share: float) -> float:
    """Four standard errors of a share, and the part of the virtual patients that is chance too."""
    return 4 * (share * (1 - share)) ** 0.5 * (1 / n**0.5 + 1 / 100)


def starters(agreement_id: str) -> pl.DataFrame:
    """Recorded new starters who can be followed for a year, as the truth follows them."""
    return world().person.filter(
        (pl.col("agreement_id") == agreement_id)
        & pl.col("is_new_starter")
        & pl.col("emigration_day").is_null()
    )


@pytest.mark.parametrize("agreement_id", ["EX001", "EX002", "EX003", "EX004", "EX005"])
@pytest.mark.parametrize("window", [30, 365])
def test_planted_complications_are_counted_again(agreement_id, window):
    who = starters(agreement_id).select("person", "origin_day")
    stays = (
        world()
        .episode.filter(pl.col("complication").is_not_null())
        .join(who, on="person")
        .filter(pl.col("day") - pl.col("origin_day") < window)
    )
    for complication in complications.RATES_PER_YEAR[agreement_id]:
        planted = truth(agreement_id, "complication_share", complication, window)
        found = stays.filter(complication=complication)["person"].n_unique() / who.height
        assert found == pytest.approx(planted, abs=near(who.height, planted))


def test_the_first_weeks_hold_more_complications_than_the_rest_of_the_year():
    for complication in complications.CODES:
        early = truth("EX001", "complication_rate", complication, 30)
        assert early > 2 * truth("EX001", "complication_rate", complication, 365)


def test_complications_have_codes_of_their_list_and_no_points():
    stays = world().episode.filter(pl.col("complication").is_not_null())
    for (complication,), of_list in stays.group_by("complication"):
        assert set(of_list["main_condition"]) <= set(complications.CODES[complication])
    assert set(stays["points"]) == {0.0} and stays["is_acute"].all()
    dead = world().person.select("person", "death_day").drop_nulls()
    assert (stays.join(dead, on="person").select((pl.col("day") < pl.col("death_day")).all())).item()


def test_no_other_contact_has_a_code_of_the_lists():
    codes = {code for codes in complications.CODES.values() for code in codes} | {complications.FEVER}
    others = world().episode.filter(pl.col("complication").is_null())
    assert not set(others["condition"].drop_nulls()) & codes
    assert not {code[:3] for code in npr.COMORBIDITY} & {code[:3] for code in codes}


def responders() -> pl.DataFrame:
    return world().response.join(
        world().person.select("person", "is_inside", "index_day", "survival_days"), on="person"
    )


@pytest.mark.parametrize("is_inside", [True, False])
def test_planted_response_and_transplant_shares_are_counted_again(is_inside):
    of_kind = responders().filter(pl.col("is_inside") == is_inside)
    is_complete = (pl.col("response") == response.COMPLETE).fill_null(False)
    complete = of_kind.filter(is_complete)
    could = of_kind.filter(pl.col("survival_days") > response.LAST_DAY).height
    assert complete.height / could == pytest.approx(
        response.COMPLETE_SHARE, abs=near(could, response.COMPLETE_SHARE) + 0.03
    )
    done = complete["transplant_day"].is_not_null().mean()
    assert done == pytest.approx(
        response.TRANSPLANT_SHARE, abs=near(complete.height, response.TRANSPLANT_SHARE)
    )
    recorded = complete["is_recorded"].mean()
    assert recorded == pytest.approx(response.RECORDED_SHARE, abs=near(complete.height, 0.8))


def test_the_true_share_with_a_response_is_that_of_the_world():
    complete = (responders()["response"] == response.COMPLETE).fill_null(False).mean()
    planted = truth("EX001", "complete_response_share", "true", 56)
    assert complete == pytest.approx(planted, abs=near(responders().height, planted))
    recorded = truth("EX001", "complete_response_share", "recorded", 56)
    assert recorded == pytest.approx(response.RECORDED_SHARE * planted, abs=1e-6)


def test_responses_come_within_two_cycles_and_transplants_after_them():
    found = responders().filter(pl.col("response").is_not_null())
    after = found["response_day"] - found["index_day"]
    assert after.min() >= 0 and after.max() <= response.TWO_CYCLES_DAYS
    transplanted = found.filter(pl.col("transplant_day").is_not_null())
    assert (transplanted["transplant_day"] > transplanted["response_day"]).all()
    new = transplanted.filter("is_new_transplant")
    stays = world().episode.filter(pl.col("procedure") == TRANSPLANT_PROCEDURE)
    assert new.join(stays, on="person", how="anti").is_empty()


def test_recorded_responses_are_events_of_the_cancer_register_and_no_others_are():
    children = responders().select("person")
    events = world().event.filter(pl.col("kind").is_in(["KR", "RS"])).join(children, on="person", how="semi")
    recorded = responders().filter("is_recorded")
    assert sorted(events.select("person", "day").rows()) == sorted(
        recorded.select("person", "response_day").rows()
    )


def test_planted_dose_intensity_is_counted_again_and_opens_as_many_sets():
    children = world().person.filter(pl.col("agreement_id") == "EX001").select("person")
    bags = world().hospital_drug.filter("is_study").join(children, on="person", how="semi")
    each = relative_dose_intensity(bags)["relative_dose_intensity"]
    planted = truth("EX001", "relative_dose_intensity", "mean_of_persons")
    assert each.mean() == pytest.approx(planted, abs=4 * each.std() / each.len() ** 0.5)
    assert (bags["dose"] <= bags["dose_ordered"]).all() and (bags["dose"] > 0).all()
    content = CONTENT["L01FX07"]
    assert ((bags["dose"] / content).ceil() == (bags["dose_ordered"] / content).ceil()).all()
    others = world().hospital_drug.join(children, on="person", how="anti")
    assert (others["dose"] == others["dose_ordered"]).all()


def asked() -> pl.DataFrame:
    return prom_at_treatment.invited_starters(stream(SEED, "prom_at_treatment"), world().person)


@pytest.mark.parametrize(("name", "days"), [("T0", 0), ("T6", 183), ("T12", 365), ("T24", 730)])
def test_planted_answers_are_counted_again(name, days):
    of_round = asked().filter(pl.col("tidspunkt") == name)
    is_soon = pl.col("days_left") <= prom_at_treatment.SOON_DAYS
    parts = {
        "all": of_round,
        "dead_within_183_days": of_round.filter(is_soon),
        "alive_after_183_days": of_round.filter(~is_soon),
    }
    for variant, part in parts.items():
        planted = truth("EX004", "prom_response_rate", variant, days)
        assert part["eq_vas"].is_not_null().mean() == pytest.approx(planted, abs=near(part.height, planted))
    answered = of_round["eq_vas"].drop_nulls()
    planted = truth("EX004", "eq_vas_mean", "answered", days)
    assert answered.mean() == pytest.approx(planted, abs=4 * answered.std() / answered.len() ** 0.5 + 0.3)


def test_who_answers_is_better_than_who_was_asked():
    for days in (0, 183, 365, 730):
        asked_all = truth("EX004", "eq_vas_mean", "all_invited", days)
        assert truth("EX004", "eq_vas_mean", "answered", days) > asked_all + 0.5
        soon = truth("EX004", "prom_response_rate", "dead_within_183_days", days)
        assert soon < 0.5 * truth("EX004", "prom_response_rate", "alive_after_183_days", days)


def test_a_form_that_was_not_answered_has_no_answers():
    silent = asked().filter(pl.col("status").is_in(["I", "U"]))
    items = silent.select("answered", "eq_vas", *prom_at_treatment.EQ5D, *prom_at_treatment.QLQ)
    assert silent.height > 100 and items.null_count().row(0) == (silent.height,) * items.width
    partly = asked().filter(pl.col("status") == "D")
    assert partly["qlq_15"].null_count() == partly.height and partly["qlq_14"].null_count() == 0


def test_nobody_on_an_older_inhibitor_gets_the_drug_of_the_agreement():
    group = (
        world().person.filter(pl.col("kind").is_in([KIND, LATER_KIND])).select("person", "kind", "origin_day")
    )
    fetched = world().h_resept.join(group, on="person")
    assert set(fetched["atc"]) == {"L01EB01", "L01EB02", "L01EB03"}
    assert world().hospital_drug.join(group, on="person", how="semi").is_empty()
    first = fetched.group_by("person").agg(pl.col("day").min(), pl.col("origin_day").first())
    assert (first["day"] == first["origin_day"]).all()
    years = group.with_columns(year=pl.col("origin_day").cast(pl.Date).dt.year())
    assert set(years.filter(kind=KIND)["year"]) == {2019, 2020, 2021}
    assert set(years.filter(kind=LATER_KIND)["year"]) == {2022, 2023}


def test_some_comparators_were_diagnosed_years_before_the_first_dose():
    """Who counts their survival from the diagnosis counts years in which they could not have died."""
    group = world().person.filter(pl.col("kind") == KIND).select("person", "origin_day")
    own = world().tumour.filter(pl.col("tumour") == 1).join(group, on="person")
    assert (own["origin_day"] - own["day"] > 730).mean() > 0.15
