"""Topics with a base of their own, judged with the patient flow and with one another."""

import pytest

from tests.spec.released.test_attrition import flow
from tests.spec.released.test_withheld_count import withheld

ELIGIBILITY = """
    eligibility | all | all  | all  | inside       | 300
    eligibility | all | all  | all  | outside      | 12
    eligibility | all | all  | all  | undetermined | 20
    eligibility | all | year | 2025 | inside       | 300
    eligibility | all | year | 2025 | outside      | 12
    eligibility | all | year | 2025 | undetermined | 20
"""


def of_topic(topic: str, counts: str, attrition: str | None = None, **given: str) -> set[tuple]:
    """Item, level and category of what a topic withholds."""
    hidden = withheld(counts, attrition, **given)
    return {(item, level, category) for name, item, _, level, category in hidden if name == topic}


def uptake(treated: int, not_known: int) -> str:
    return ELIGIBILITY + "".join(
        f"uptake | inside | {place} | {category} | {n}\n"
        for place in ("all | all", "year | 2025")
        for category, n in (("treated", treated), ("untreated", 100), ("not_known", not_known))
    )


@pytest.mark.parametrize("treated", [299, 297, 296])
def test_few_who_started_and_are_not_counted_in_uptake_are_hidden(treated):
    """Of 300 who started inside all but a few are treated: the others started too late."""
    hidden = withheld(uptake(treated, not_known=0))
    started = {("eligibility", "all", "all", "all", "inside"), ("flow", "all", "all", "all", "inside")}
    assert started <= hidden or ("uptake", "inside", "all", "all", "treated") in hidden


@pytest.mark.parametrize("treated", [295, 300])
def test_uptake_leaves_that_is_the_flow_or_differs_by_five(treated):
    assert withheld(uptake(treated, not_known=0)) == set()


def test_a_few_of_whom_uptake_is_not_known_are_not_told_by_those_who_started():
    """All who began in 2025 have been followed for long enough: of 300 the 297 treated leave three."""
    given = {"treated_to": "2026-05-31"}
    hidden = of_topic("uptake", uptake(297, not_known=3), **given)
    assert ("inside", "all", "not_known") in hidden
    assert ("inside", "all", "treated") in hidden


def test_a_year_in_which_uptake_counts_others_only_counts_nobody_undetermined():
    """How many are undetermined is withheld beside three outside. Three of them are not counted yet: that 17 are,
    and that hospital A has 19, would tell that no fewer than two are not."""
    hidden = withheld(
        """
        eligibility | all          | all      | all  | inside       | 300
        eligibility | all          | all      | all  | outside      | 3
        eligibility | all          | all      | all  | undetermined | 20
        eligibility | all          | hospital | A    | inside       | 290
        eligibility | all          | hospital | A    | outside      | 3
        eligibility | all          | hospital | A    | undetermined | 19
        eligibility | all          | hospital | B    | inside       | 10
        eligibility | all          | hospital | B    | undetermined | 1
        eligibility | all          | year     | 2025 | inside       | 200
        eligibility | all          | year     | 2025 | outside      | 3
        eligibility | all          | year     | 2025 | undetermined | 17
        eligibility | all          | year     | 2026 | inside       | 100
        eligibility | all          | year     | 2026 | undetermined | 3
        uptake      | inside       | all      | all  | treated      | 290
        uptake      | inside       | year     | 2025 | treated      | 200
        uptake      | inside       | year     | 2026 | treated      | 90
        uptake      | undetermined | all      | all  | treated      | 17
        uptake      | undetermined | year     | 2025 | treated      | 17
        """,
        attrition=flow(40, 3, 20, 300),
        regions="A | 3\nB | 7",
    )
    of_a = ("eligibility", "all", "hospital", "A", "undetermined")
    treated = ("uptake", "undetermined", "all", "all", "treated")
    assert len(hidden & {of_a, treated}) == 1, "the other is told"


def test_everybody_treated_is_somewhere_at_the_stop_date():
    """Of 372 treated 370 are told to be somewhere: two started since."""
    counts = """
        exit | all | all | all | on_treatment   | 200
        exit | all | all | all | new_start      | 2
        exit | all | all | all | stopped_before | 150
        exit | all | all | all | not_known      | 20
    """
    hidden = of_topic("exit", counts, flow(40, 12, 20, 300))
    assert ("all", "all", "new_start") in hidden
    assert len(hidden) == 2


def test_two_tests_are_asked_of_the_same_persons():
    """Of 100 diagnosed, two had no test of the one: of four numbers three would tell them."""
    counts = """
        testing | egfr | all | all | tested       | 98
        testing | egfr | all | all | not_recorded | 2
        testing | alk  | all | all | tested       | 90
        testing | alk  | all | all | not_recorded | 10
    """
    hidden = of_topic("testing", counts)
    assert ("egfr", "all", "not_recorded") in hidden
    assert len(hidden) == 2


def test_who_has_no_disease_to_attribute_to_is_attributed_to_nothing():
    """Seven attributed to nothing are of several diseases, or of none: five and two."""
    counts = (
        ELIGIBILITY
        + """
        attribution | class         | all  | all  | certain       | 225
        attribution | class         | all  | all  | one_candidate | 100
        attribution | class         | all  | all  | several       | 5
        attribution | class         | all  | all  | none          | 2
        attribution | attributed_to | all  | all  | indication    | 310
        attribution | attributed_to | all  | all  | other_disease | 15
        attribution | attributed_to | all  | all  | unknown       | 7
    """
    )
    hidden = of_topic("attribution", counts)
    assert ("class", "all", "none") in hidden
    assert hidden & {("class", "all", "several"), ("attributed_to", "all", "unknown")}


def test_whom_death_took_under_a_stop_rule_died():
    """Twelve died and of ten the rule was not followed: at least two were under it."""
    counts = """
        stop_reason | all | all | all | death        | 12
        stop_reason | all | all | all | progression  | 300
        stop_reason | all | all | all | on_treatment | 20
        stop_rule   | max | all | all | died         | 2
        stop_rule   | max | all | all | not_followed | 10
        stop_rule   | max | all | all | followed     | 300
        stop_rule   | max | all | all | not_due      | 20
        stop_rule   | max | all | all | unknown      | 0
    """
    hidden = withheld(counts)
    assert ("stop_rule", "max", "all", "all", "died") in hidden
    assert len(hidden) > 2, "one other verdict would hide it, but for those who died"


CONTRADICTIONS = """
    contradiction | sex_differs       | all | all | found     | 30
    contradiction | sex_differs       | all | all | not_found | 305
    contradiction | sex_differs       | all | all | unknown   | 0
    contradiction | dose_before_birth | all | all | found     | 0
    contradiction | dose_before_birth | all | all | not_found | 335
    contradiction | dose_before_birth | all | all | unknown   | 0
"""


def test_contradictions_do_not_tell_how_many_were_treated_where_that_is_withheld():
    """332 new starters and three earlier: each rule divides all 335."""
    hidden = withheld(CONTRADICTIONS, flow(3, 12, 20, 300))
    told = {cell for cell in hidden if cell[0] == "flow"}
    if ("flow", "all", "all", "all", "all_treated") not in told:
        for rule in ("sex_differs", "dose_before_birth"):
            assert any(topic == "contradiction" and item == rule for topic, item, *_ in hidden)


BEFORE_EXIT = """
    flow | all | all | all | treated        | 100 |
    exit | all | all | all | on_treatment   |     | false
    exit | all | all | all | stopped_before | 60  |
    exit | all | all | all | new_start      | 20  |
    exit | all | all | all | not_known      |     | true
"""


def test_who_was_on_treatment_at_the_stop_date_stays_so():
    """Of 100 treated, 20 were on treatment at the stop date, or it was not known of them: of three. Now 17 are,
    and the three had stopped: to tell it would tell that at least three were not known."""
    now = """
        exit | all | all | all | on_treatment   | 17
        exit | all | all | all | stopped_before | 63
        exit | all | all | all | new_start      | 20
        exit | all | all | all | not_known      | 0
    """
    attrition = flow(20, 10, 10, 60)
    given = {"published": BEFORE_EXIT, "stop_date": "2026-01-01"}
    assert withheld(now, attrition) == set()
    assert ("all", "all", "on_treatment") in of_topic("exit", now, attrition, **given)


def test_who_was_not_counted_in_uptake_then_is_not_told_by_uptake_now():
    """Of 23 who had started, some few were not counted as treated yet. Now 20 are, of 40: no more than those
    were counted then, and at least three were not."""
    before = """
        criterion   | age    | all  | all  | met         |    | false
        criterion   | stage  | all  | all  | met         |    | false
        eligibility | all    | all  | all  | inside      | 23 |
        eligibility | all    | year | 2026 | inside      | 23 |
        uptake      | inside | all  | all  | treated     |    | false
        uptake      | inside | year | 2026 | treated     |    | false
        uptake      | inside | all  | all  | not_known   | 0  |
        uptake      | inside | year | 2026 | not_known   | 0  |
        uptake      | inside | all  | all  | not_counted |    | true
        uptake      | inside | year | 2026 | not_counted |    | true
    """
    now = """
        eligibility | all    | all  | all  | inside    | 40
        eligibility | all    | year | 2026 | inside    | 40
        uptake      | inside | all  | all  | treated   | 20
        uptake      | inside | year | 2026 | treated   | 20
        uptake      | inside | all  | all  | not_known | 0
        uptake      | inside | year | 2026 | not_known | 0
    """
    everybody = flow(0, 0, 0, 40)
    assert of_topic("uptake", now, everybody) == set()
    assert ("inside", "all", "treated") in of_topic("uptake", now, everybody, published=before)


def test_where_registers_do_not_know_every_treated_person_the_rest_is_told():
    """Of 372 treated persons the rules divide 335: then nobody can subtract one from the other."""
    assert withheld(CONTRADICTIONS, flow(40, 12, 20, 300)) == set()


BEFORE_USE = """
    criterion | age          | all    | all | met     |    | false
    criterion | stage        | all    | all | met     |    | false
    uptake    | inside       | all    | all | treated | 60 |
    uptake    | inside       | region | 3   | treated |    | false
    uptake    | inside       | region | 9   | treated |    | true
    uptake    | undetermined | all    | all | treated | 40 |
    uptake    | undetermined | region | 3   | treated |    | false
    uptake    | undetermined | region | 9   | treated |    | true
"""
BOTH_OF_REGION = "    uptake | inside+undetermined | region | 9 | treated | | {}\n"


@pytest.mark.parametrize("are_few", ["true", "false"])
def test_few_treated_of_a_share_of_use_then_are_not_told_by_regions_now(are_few):
    """Of region 9 few inside and few undetermined were treated, four in all. Of region 3 now 59 and 39 are: so
    at least one of either was of region 9, which each alone may be, but not the two of a share."""
    now = "".join(
        f"uptake | {item} | {place} | treated | {n}\n"
        for item, n_of_3 in (("inside", 59), ("undetermined", 39))
        for place, n in (("all | all", n_of_3 + 16), ("region | 3", n_of_3), ("region | 9", 16))
    )
    attrition = flow(40, 12, 70, 90)
    assert withheld(now, attrition) == set()
    hidden = of_topic("uptake", now, attrition, published=BEFORE_USE + BOTH_OF_REGION.format(are_few))
    assert bool(hidden) == (are_few == "true")
