"""What is planted on top of the drawn world leaves alone what was drawn, and says of itself what is true."""

from functools import cache

import polars as pl
import pytest

from sample_data.generator.agreement_models import MODELS
from sample_data.generator.generate import generate
from sample_data.generator.hospital_marks import RESEARCH_PAYER, TRANSPLANT_DRG
from sample_data.generator.person_truth import planted_persons
from sample_data.generator.prices import DRUG_TREATMENT_DRG
from sample_data.generator.randomness import stream
from sample_data.generator.uptake import planted_uptake
from sample_data.generator.verdicts import verdicts
from sample_data.generator.world import ADDED_KINDS, COMPARATOR_KINDS, build_world, pseudonyms

SEED = 21


@cache
def world():
    return build_world(0.6, SEED, 0.004)


@cache
def persons() -> pl.DataFrame:
    return planted_persons(world(), SEED)


def values(column: str) -> set:
    return set(persons().filter("is_recorded")[column].drop_nulls())


def test_every_kind_of_answer_is_planted():
    assert values("planted_line") >= {1, 2, 3}
    assert values("planted_attribution") == {"certain", "one_candidate", "several", "none"}
    assert values("planted_attributed_to") == {"indication", "other_disease", "unknown"}
    assert values("planted_context") == {"trial", "ordinary", "unknown"}
    assert values("planted_stop_rule") == {"followed", "not_followed", "died", "unknown"}
    assert values("planted_bridge") == values("planted_line_known") == {True, False}


def test_who_has_no_recorded_dose_has_no_answers():
    answers = pl.col("^planted_(line|line_known|attribution|attributed_to|bridge|context|stop_rule)$")
    unseen = persons().filter(~pl.col("is_recorded")).select(answers)
    assert unseen.height > 0
    assert unseen.null_count().row(0) == (unseen.height,) * unseen.width


def test_lines_of_helse_nord_are_never_known():
    north = persons().filter(pl.col("region") == 5)
    assert not north["planted_line_known"].any()


def test_neither_other_primaries_nor_misleading_records_change_a_verdict():
    """Judged once more from the whole world, with what was planted later."""
    for model in MODELS:
        if model.source == "quality_register":
            continue
        treated = world().person.filter(pl.col("agreement_id") == model.agreement_id)
        seen = type("Seen", (), {"treated": treated, "tumour": world().tumour, "event": world().event})
        again = verdicts(model, seen)
        assert again.to_list() == treated["verdict"].to_list(), model.agreement_id


def test_what_was_given_before_the_disease_was_for_another_and_counts_as_no_line_of_it():
    begun = world().tumour.filter(pl.col("tumour") == 1).select("person", begun="day")
    treated = world().person.filter(pl.col("agreement_id").is_not_null())
    earlier = (
        world()
        .hospital_drug.filter(~pl.col("is_study"))
        .join(treated.select("person"), on="person", how="semi")
    )
    before = earlier.join(begun, on="person").filter(pl.col("day") < pl.col("begun"))
    other_primary = world().tumour.filter(pl.col("tumour") == 3)["person"].to_list()
    assert before.height > 0
    assert set(before["atc"]) == {"L01DB03"}
    assert before["person"].is_in(other_primary).all()
    names = world().person.join(before.select("person").unique(), on="person")["lopenr"]
    answers = persons().filter(pl.col("lopenr").is_in(names.to_list()) & pl.col("is_recorded"))
    assert answers["planted_line"].min() == 1


def test_the_same_drug_comes_again_after_the_first_year_and_a_long_pause():
    index = (
        world().person.filter(pl.col("agreement_id").is_in(["EX001", "EX004"])).select("person", "index_day")
    )
    study = pl.concat(
        [
            frame.filter("is_study").select("person", "day")
            for frame in (world().hospital_drug, world().h_resept)
        ]
    )
    pauses = (
        study.join(index, on="person")
        .sort("person", "day")
        .with_columns(pause=pl.col("day").diff().over("person"))
        .filter(pl.col("pause") > 240)
    )
    assert pauses.height > 5
    assert (pauses["day"] >= pauses["index_day"] + 366).all()


def test_marks_on_contacts_do_not_touch_what_counts_as_drug_treatment():
    marked = world().episode.filter((pl.col("drg") == TRANSPLANT_DRG) | (pl.col("payer") == RESEARCH_PAYER))
    assert marked.height > 0
    assert TRANSPLANT_DRG not in DRUG_TREATMENT_DRG
    transplants = world().episode.filter(pl.col("drg") == TRANSPLANT_DRG)
    assert transplants["procedure"].null_count() == 0
    assert not transplants["person"].is_duplicated().any()


def test_pseudonyms_of_the_others_do_not_depend_on_the_added_groups():
    names = world().person["lopenr"]
    is_added = world().person["kind"].is_in(ADDED_KINDS + COMPARATOR_KINDS)
    assert names.n_unique() == names.len()
    assert is_added.sum() > 50
    others = names.filter(~is_added)
    assert others.to_list() == pseudonyms(stream(SEED, "identifiers"), others.len()).tolist()


def test_misleading_records_are_there():
    index = (
        world()
        .person.filter(pl.col("agreement_id").is_not_null())
        .select("person", "agreement_id", "index_day")
    )
    events = world().event.join(index, on="person").with_columns(after=pl.col("day") - pl.col("index_day"))
    assert events.filter((pl.col("biomarker") == "EGFR") & (pl.col("after") > 30)).height > 3
    assert events.filter((pl.col("kind") == "ME") & (pl.col("tumour") == 3)).height > 3


@pytest.mark.parametrize("kind", ADDED_KINDS + COMPARATOR_KINDS)
def test_added_groups_belong_to_no_agreement(kind):
    group = world().person.filter(pl.col("kind") == kind)
    assert group.height >= 3
    assert group["agreement_id"].null_count() == group.height
    assert group["verdict"].null_count() == group.height


def test_uptake_counts_as_treated_those_who_are_inside_and_new_and_followed_long_enough():
    uptake = planted_uptake(world(), SEED)
    inside = persons().filter(
        (pl.col("planted_verdict") == "inside")
        & pl.col("is_new_starter")
        & (pl.col("first_recorded_date") <= pl.date(2025, 12, 31))
        & (pl.col("agreement_id") != "EX003")  # its indication names no disease
    )
    counted = uptake.group_by("agreement_id").agg(pl.col("treated").sum()).sort("agreement_id")
    assert (
        counted["treated"].to_list()
        == inside.group_by("agreement_id").len().sort("agreement_id")["len"].to_list()
    )


def test_uptake_calls_nobody_untreated_where_hospitals_deliver_no_drugs():
    uptake = planted_uptake(world(), SEED)
    hidden = uptake.filter(pl.col("agreement_id").is_in(["EX001", "EX002"]) & (pl.col("region") == 5))
    assert hidden["untreated"].sum() == 0
    assert uptake.filter(pl.col("region") != 5)["not_known"].sum() == 0


def test_who_left_the_country_before_the_first_recorded_dose_has_no_planted_answers(tmp_path):
    """Seed 107 has one: the dose would have been recorded, had the person still lived here."""
    generate(0.5, 107, tmp_path, 0.002)
    persons = pl.read_csv(tmp_path / "truth" / "person.csv", try_parse_dates=True)
    left = persons.filter(pl.col("emigration_date") <= pl.col("first_recorded_date"))
    assert left.height >= 1
    assert left["planted_line"].null_count() == left.height
