"""Which numbers on patient-reported outcomes may leave: nothing that is a small group away from another."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.methods.person_counts import CELL
from pipelines.methods.prom_release import KEY, Beside, released_prom, without_traces
from pipelines.methods.prom_told import COLUMNS, TOPIC
from tests.attack.puzzle import Puzzle

CUT, BEFORE = date(2026, 6, 30), date(2026, 3, 31)
DUE, OTHERS = ("answered", "no_answer", "unreachable", "not_invited"), ("dead", "not_due")
Rows = list[tuple]


def flow(time: int, answered=60, no_answer=20, unreachable=10, not_invited=10, dead=0, not_due=0) -> Rows:
    counts = dict(
        answered=answered, no_answer=no_answer, unreachable=unreachable, not_invited=not_invited, dead=dead,
        not_due=not_due,
    )  # fmt: skip
    n_due = answered + no_answer + unreachable + not_invited
    rows = [("all", "all", "prom_flow", state, time, n, None) for state, n in counts.items()]
    share = ("all", "all", "prom_response", "alive", time, n_due, answered)
    return [*rows, share] if n_due else rows


def row(measure: str, time: int, n: int, n_events: int | None = None, variant="eq_vas", group=("all", "all")):
    return (*group, measure, variant, time, n, n_events)


def published(*told: tuple, inside: int | None = None) -> pl.DataFrame:
    """What an edition before told: number of persons (or none, where it hides a small one) and its name.

    Its patient flow told how many were `inside`.
    """
    rows = [
        ("EX004", BEFORE, TOPIC, "all/all", "all", "all", "/".join(map(str, name)), n, n is None)
        for n, *name in told
    ]
    if inside is not None:
        rows.append(("EX004", BEFORE, "flow", "all", "all", "all", "inside", inside, None))
    schema = {**dict.fromkeys(COLUMNS, pl.String), "data_cut": pl.Date, "n": pl.Int64, "is_small": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row").with_columns(build_id=pl.lit("before"))


def released(
    *rows: tuple,
    cohort: str = "inside",
    sizes: tuple[int, ...] = (),
    regions: Mapping[str, int] = MappingProxyType({}),
    told: Sequence[tuple] = (),
    opens: Mapping[int, int] = MappingProxyType({}),
    inside_before: int | None = None,
    shown: str = "prom_n_released",
) -> dict[tuple, bool | int]:
    """What leaves: (subgroup, level, measure, variant, time) → whether its n does, or another column.

    `sizes` are the numbers of persons beside estimates of other themes, `regions` those that the patient
    flow tells, and `told` what an edition before told: number, what is counted, scale or death, and time; its
    patient flow, how many were `inside_before`.
    """
    frame = pl.DataFrame(
        [("EX004", cohort, *values) for values in rows],
        schema=dict.fromkeys(KEY, pl.String) | {"time_days": pl.Int32, "n": pl.Int64, "n_events": pl.Int64},
        orient="row",
    )
    is_count = pl.col("measure").is_in(["prom_flow", "prom_not_scored"])
    is_share = pl.col("measure") == "prom_response"
    frame = frame.with_columns(
        estimate=pl.when(is_count).then("n").when(is_share).then(pl.col("n_events") / pl.col("n"))
        .otherwise(60.0),
        lower=pl.lit(None, pl.Float64),
        upper=pl.lit(None, pl.Float64),
        unit=pl.when(is_count).then(pl.lit("persons")).when(is_share).then(pl.lit("share"))
        .otherwise(pl.lit("points")),
        data_cut=pl.lit(CUT),
        n=pl.when(~is_count).then("n"),
    )  # fmt: skip
    size = sum(
        n
        for *group, measure, _, time, n, _ in rows
        if (group[0], measure, time) == ("all", "prom_flow", rows[0][4])
    )
    inside = [("flow", "all", "all", "all", "inside", size)]
    inside += [("eligibility", "all", "region", level, "inside", n) for level, n in regions.items()]
    counts = pl.DataFrame(inside, schema=[*CELL, "n"], orient="row")
    beside = {"EX004": Beside(sizes, counts, opens, published(*told, inside=inside_before))}
    found = released_prom(frame, beside)
    return {tuple(row[2:7]): told for row, told in zip(found.iter_rows(), found[shown], strict=True)}


def leaves(
    *rows: tuple, told: Sequence[tuple] = (), opens: Mapping[int, int] = MappingProxyType({})
) -> set[tuple]:
    return {key[2:] for key in released(*rows, told=told, opens=opens) if key[:2] == ("all", "all")}


BOTH = [*flow(0), *flow(183, dead=10, answered=50)]


def test_a_flow_of_large_counts_leaves_with_its_share():
    found = released(*BOTH)
    assert len(found) == 14
    assert found[("all", "all", "prom_response", "alive", 0)]
    assert ("all", "all", "prom_flow", "not_due", 183) in found


def test_only_one_of_the_nested_cohorts_leaves():
    assert released(*flow(0), cohort="all_treated") == {}


def test_a_small_state_takes_the_smallest_other_of_those_due_with_it():
    found = leaves(*flow(0, unreachable=3, not_invited=9))
    assert ("prom_flow", "unreachable", 0) not in found and ("prom_flow", "not_invited", 0) not in found
    assert {
        ("prom_flow", "answered", 0),
        ("prom_flow", "no_answer", 0),
        ("prom_response", "alive", 0),
    } <= found


def test_few_dead_are_withheld_with_those_not_due():
    found = leaves(*flow(183, dead=3, not_due=20))
    assert ("prom_flow", "dead", 183) not in found and ("prom_flow", "not_due", 183) not in found
    assert ("prom_response", "alive", 183) in found


def test_no_share_leaves_where_few_are_dead_or_not_due_for_it_tells_the_rest():
    few, five = (leaves(*flow(183, dead=n)) for n in (3, 5))
    assert not {("prom_flow", "dead", 183), ("prom_response", "alive", 183)} & few
    assert {("prom_flow", "dead", 183), ("prom_response", "alive", 183)} <= five


def test_few_who_answered_or_did_not():
    assert ("prom_response", "alive", 0) not in leaves(*flow(0, answered=4))
    assert ("prom_response", "alive", 0) in leaves(*flow(0, answered=5))
    assert ("prom_response", "alive", 0) not in leaves(
        *flow(0, answered=60, no_answer=2, unreachable=2, not_invited=0)
    )


def test_few_who_are_no_longer_due_later():
    assert ("prom_response", "alive", 183) not in leaves(*flow(0), *flow(183, answered=56, dead=4))
    assert ("prom_response", "alive", 183) in leaves(*flow(0), *flow(183, answered=55, dead=5))


def test_few_deaths_between_two_windows():
    rows = [
        *flow(0, answered=90),
        *flow(183, answered=60, dead=10, not_due=20),
        *flow(365, answered=40, dead=13, not_due=37),
    ]
    found = leaves(*rows)
    assert ("prom_response", "alive", 365) in found
    assert not {("prom_flow", "dead", 183), ("prom_flow", "dead", 365)} <= found


def by_death(time: int, died: tuple[int, int], lived: tuple[int, int]) -> Rows:
    return [
        row("prom_response", time, *died, variant="died_within_183_days"),
        row("prom_response", time, *lived, variant="lived_183_days"),
    ]


def test_shares_by_later_death_leave_where_both_hide_whoever_is_few():
    def found(died, lived, *more) -> set[str]:
        rows = [*flow(183, dead=10), *by_death(183, died, lived), *more]
        names = {key[1] for key in leaves(*rows, opens={183: 92, 365: 400})}
        return {"died_within_183_days", "lived_183_days"} & names

    assert len(found((20, 5), (80, 55))) == 2
    # Of the others four of the dead are the rest: the living are told alone, or nobody is.
    assert found((20, 4), (80, 56)) <= {"lived_183_days"}
    assert found((20, 17), (80, 43)) <= {"lived_183_days"}
    # Three of whom it is not known: one of both hides them.
    assert len(found((20, 5), (77, 55))) == 1
    # Ten dead before and twenty soon after; a later window counts 33 dead.
    assert len(found((20, 5), (80, 55), *flow(365, answered=37, dead=33))) < 2
    assert len(found((20, 5), (80, 55), *flow(365, answered=30, dead=40))) == 2


def test_a_mean_rests_on_five():
    assert ("prom_mean", "eq_vas", 0) not in leaves(*flow(0), row("prom_mean", 0, 4))
    assert ("prom_mean", "eq_vas", 0) in leaves(*flow(0), row("prom_mean", 0, 5))


def with_change(at_baseline: int, at_time: int, paired: int, without: int = 40) -> set[tuple]:
    return leaves(
        *flow(0, answered=at_baseline, not_due=100 - at_baseline),
        *flow(183, answered=at_time, dead=10, not_due=90 - at_time),
        row("prom_mean", 0, at_baseline), row("prom_mean", 183, at_time), row("prom_change", 183, paired),
        row("prom_baseline_answered", 183, paired), row("prom_baseline_no_answer", 183, without),
        row("prom_baseline_difference", 183, paired + without),
    )  # fmt: skip


def test_a_change_leaves_no_few_with_only_one_of_both():
    change = ("prom_change", "eq_vas", 183)
    assert change in with_change(100, 60, 60)
    assert change in with_change(100, 60, 55)
    assert change not in with_change(63, 60, 60)
    assert change not in with_change(100, 8, 4)


def test_few_with_a_later_score_only_do_not_keep_back_the_change_but_the_baseline_beside_it():
    """Beside the means, the change says what they scored less what many without a later score did."""
    found = {key[0] for key in with_change(100, 60, 56)}
    assert "prom_change" in found
    assert not {"prom_baseline_answered", "prom_baseline_difference"} & found


def test_baselines_leave_together_where_no_few_are_in_neither():
    names = {"prom_baseline_answered", "prom_baseline_no_answer", "prom_baseline_difference"}

    def found(*counts: int) -> set[str]:
        return names & {key[0] for key in with_change(*counts)}

    assert found(100, 60, 60, 40) == names
    assert found(100, 60, 60, 35) == names
    # Three are due no longer: beside the first, the second baseline would tell their scores.
    assert found(100, 60, 60, 37) == {"prom_baseline_answered"}
    assert found(64, 60, 60, 4) == set()
    assert found(100, 60, 57, 43) == set()


def test_numbers_of_persons_stand_where_they_are_no_small_group_away():
    def has_n(n_mean: int, n_not_scored: int) -> bool:
        key = ("all", "all", "prom_mean", "eq_vas", 0)
        return released(*flow(0), row("prom_mean", 0, n_mean), row("prom_not_scored", 0, n_not_scored))[key]

    assert has_n(60, 0)
    assert not has_n(57, 3)
    assert has_n(50, 10)


def test_no_number_stands_a_small_group_away_from_that_of_another_theme():
    key = ("all", "all", "prom_response", "alive", 0)
    assert key in released(*flow(0), sizes=(100,))
    assert key not in released(*flow(0), sizes=(104,)), "its limits tell the number"
    assert key in released(*flow(0), sizes=(105,))


def test_no_number_of_a_mean_stands_a_small_group_away_from_those_due():
    """How many are dead and not due would tell how many are due, and the number of the mean who answered."""
    rows = [*flow(183, answered=15, no_answer=1, unreachable=0, not_invited=0, dead=36, not_due=49)]
    found = released(*rows, row("prom_mean", 183, 15))
    assert not all(("all", "all", "prom_flow", state, 183) in found for state in ("answered", *OTHERS))
    assert not (
        found[("all", "all", "prom_mean", "eq_vas", 183)]
        and all(("all", "all", "prom_flow", state, 183) in found for state in OTHERS)
    )


def test_a_mean_of_five_does_not_leave_where_it_tells_how_few_of_those_due_are_left():
    def leaves_beside(no_answer: int) -> bool:
        rows = flow(183, answered=5, no_answer=no_answer, unreachable=0, not_invited=0, dead=5, not_due=13)
        others = {("prom_flow", state, 183) for state in OTHERS}
        return {("prom_mean", "eq_vas", 183), *others} <= leaves(*rows, row("prom_mean", 183, 5))

    assert not leaves_beside(1)
    assert leaves_beside(5)


def test_scales_together_do_not_tell_how_few_answered_without_a_score():
    """All 57 have a score of one scale; 38 of them are due later, 35 of these with a score of the other."""
    rows = [
        *flow(0, answered=57, no_answer=43, unreachable=0, not_invited=0),
        *flow(183, answered=40, no_answer=35, unreachable=0, not_invited=0, dead=15, not_due=10),
    ]
    for scale, before, now, both, without in (("qlq_ql", 57, 40, 19, 19), ("eq_vas", 53, 34, 17, 18)):
        of_times = ((0, before, 57), (183, now, 40))
        rows += [row("prom_mean", time, n, variant=scale) for time, n, _ in of_times]
        rows += [row("prom_not_scored", time, of - n, variant=scale) for time, n, of in of_times]
        rows += [
            row("prom_change", 183, both, variant=scale),
            row("prom_baseline_answered", 183, both, variant=scale),
            row("prom_baseline_no_answer", 183, without, variant=scale),
        ]
    found = released(*rows)

    def tells(scale: str) -> bool:
        with_later = ("prom_change", "prom_baseline_answered")
        return any(found.get(("all", "all", name, scale, 183)) for name in with_later) and bool(
            found.get(("all", "all", "prom_baseline_no_answer", scale, 183))
        )

    assert found, "something leaves"
    assert not (tells("qlq_ql") and tells("eq_vas"))


def test_that_all_of_a_region_are_due_is_not_told():
    """Should three more come to the region, no more than three could be dead or not due."""

    def is_told(dead: int) -> bool:
        whole = flow(183, answered=60, no_answer=20 - dead, dead=dead + 10)
        regions = {"3": (30, 10 - dead, dead), "4": (30, 10, 10)}
        of_levels = [
            ("region", level, *values[2:])
            for level, (answered, no_answer, n_dead) in regions.items()
            for values in flow(
                183, answered=answered, no_answer=no_answer, unreachable=5, not_invited=5, dead=n_dead
            )
        ]
        found = released(*whole, *of_levels, regions={"3": 50, "4": 60})
        return ("region", "3", "prom_response", "alive", 183) in found

    assert not is_told(0)
    assert is_told(5)


def rounded_as(*rows: tuple) -> int:
    """The number of persons that the mean is rounded by."""
    return released(*rows, shown="prom_rounded_as")[("all", "all", "prom_mean", "eq_vas", 0)]


def test_a_mean_is_rounded_by_its_number_or_by_half_the_number_told_that_hides_it():
    assert rounded_as(*flow(0), row("prom_mean", 0, 50), row("prom_not_scored", 0, 10)) == 50
    assert rounded_as(*flow(0), row("prom_mean", 0, 57), row("prom_not_scored", 0, 3)) == 30
    assert rounded_as(*flow(0, answered=600), row("prom_mean", 0, 9), row("prom_not_scored", 0, 591)) == 9


def test_no_count_leaves_that_tells_how_many_of_a_level_are_due():
    """Seven of sixteen are of one region, as the patient flow tells: of eleven due at least two are of it."""

    def is_told(n_of_level: int) -> bool:
        whole = flow(183, answered=11, no_answer=0, unreachable=0, not_invited=0, dead=5)
        of_level = [
            ("region", "3", *values[2:])
            for values in flow(
                183, answered=4, no_answer=0, unreachable=0, not_invited=0, dead=n_of_level - 4
            )
        ]
        regions = {"3": n_of_level, "7": 16 - n_of_level} if n_of_level >= 5 else {}
        return ("all", "all", "prom_response", "alive", 183) in released(*whole, *of_level, regions=regions)

    assert not is_told(7)
    assert is_told(6)
    assert is_told(4), "the patient flow does not tell the size of so small a region"


LEVELS = (("sex", "female"), ("sex", "male"))


def of_sex(measure: str, time: int, female: tuple, male: tuple, variant="eq_vas") -> Rows:
    return [
        row(measure, time, *counts, variant=variant, group=group)
        for group, counts in zip(LEVELS, (female, male), strict=True)
    ]


def both_sexes(time: int, female: tuple[int, int], male: tuple[int, int]) -> Rows:
    """How many of each sex are due, and how many of them answered."""
    return [
        (*level, *values[2:])
        for level, (n, answered) in zip(LEVELS, (female, male), strict=True)
        for values in flow(time, answered=answered, no_answer=n - answered, unreachable=0, not_invited=0)
    ]


def test_subgroups_leave_with_all_levels_or_none():
    def n_released(female: int, male: int) -> int:
        sexes = both_sexes(0, (50, female), (50, 60 - female))
        means = of_sex("prom_mean", 0, (female,), (male,))
        found = released(*flow(0), row("prom_mean", 0, 60), *sexes, *means)
        of_means = {key: has_n for key, has_n in found.items() if key[0] == "sex" and key[2] == "prom_mean"}
        assert not any(of_means.values())
        return len(of_means)

    assert n_released(30, 30) == 2
    assert n_released(56, 4) == 0
    # Three of unknown sex.
    assert n_released(30, 27) == 0


def test_shares_of_subgroups():
    def found(female: tuple[int, int], male: tuple[int, int]) -> int:
        rows = released(*flow(0), *both_sexes(0, female, male))
        return len([key for key in rows if key[0] == "sex"])

    assert found((50, 30), (50, 30)) == 2
    assert found((50, 47), (50, 13)) == 0
    assert found((50, 30), (45, 27)) == 0


def test_who_did_not_answer_is_not_divided():
    names = "prom_change", "prom_baseline_answered", "prom_baseline_no_answer"
    rows = [row("prom_mean", 0, 60), row("prom_mean", 183, 60), *(row(name, 183, 30) for name in names)]
    levels = [values for name in names[1:] for values in of_sex(name, 183, (15,), (15,))]
    found = released(*flow(0), *flow(183), *rows, *levels)
    assert {key[0] for key in found} == {"all"}
    assert {key[2] for key in found} >= set(names)


COUNT = st.integers(0, 12)


@settings(max_examples=60, derandomize=True)
@given(st.fixed_dictionaries({state: COUNT for state in (*DUE, *OTHERS)}))
def test_what_is_withheld_of_a_flow_could_be_any_small_number(counts):
    found = leaves(*flow(0, **counts))
    everybody = list(counts)
    known = [everybody, *([state] for state in everybody if ("prom_flow", state, 0) in found)]
    if ("prom_response", "alive", 0) in found:
        known += [list(DUE), ["answered"]]
    if sum(counts.values()) < 5:  # the size of the group itself may not leave
        return
    puzzle = Puzzle()
    for group in known:
        puzzle.is_exactly(group, sum(counts[state] for state in group))
    for state, n in counts.items():
        assert not 1 <= n <= 4 or puzzle.hides_one_to_four([state])


def test_no_row_says_that_there_is_somebody():
    """Three of the whole cohort have a change at six months, nobody at twelve, and two women."""
    rows = pl.DataFrame(
        [
            ("all", "all", "prom_flow", "dead", 183, 6.0, False),
            ("all", "all", "prom_flow", "dead", 365, 9.0, False),
            ("all", "all", "prom_change", "eq_vas", 183, None, True),
            ("sex", "female", "prom_change", "eq_vas", 183, None, True),
            ("sex", "female", "prom_mean", "eq_vas", 183, 60.0, False),
        ],
        schema=["subgroup", "level", "measure", "variant", "time_days", "estimate", "suppressed"],
        orient="row",
    ).with_columns(
        pl.col("time_days").cast(pl.Int32),
        agreement_id=pl.lit("EX004"), cohort=pl.lit("inside"), data_cut=pl.lit("2026"),
        unit=pl.lit("points"), method=pl.lit("mean"),
    )  # fmt: skip
    standing = without_traces(rows).select("level", "measure", "time_days", "estimate", "suppressed").rows()
    assert sorted(standing, key=str) == [
        ("all", "prom_change", 183, None, True),
        ("all", "prom_change", 365, None, True),
        ("all", "prom_flow", 183, 6.0, False),
        ("all", "prom_flow", 365, 9.0, False),
        ("female", "prom_mean", 183, 60.0, False),
    ]


def test_a_mean_is_rounded_by_half_of_those_that_can_have_answered():
    """Of 128 due 75 gave no answer: fifty with a score among at most 53 are told as of 26."""
    rows = flow(0, answered=50, no_answer=75, unreachable=0, not_invited=3, dead=19, not_due=47)
    found = released(*rows, row("prom_mean", 0, 50), shown="prom_rounded_as")
    assert found[("all", "all", "prom_mean", "eq_vas", 0)] in (25, 50)


def test_baselines_stay_where_they_tell_that_few_answered_without_a_score():
    """Of forty due eight are silent: ten due without a score, who had one before, are two more."""

    def leave(n_not_scored: int, without: int) -> bool:
        at_time = 32 - n_not_scored
        rows = [
            *flow(0, answered=100), row("prom_mean", 0, 100),
            *flow(183, answered=32, no_answer=8, unreachable=0, not_invited=0, dead=40, not_due=60),
            row("prom_mean", 183, at_time), row("prom_change", 183, at_time - 6),
            row("prom_baseline_answered", 183, at_time - 6),
            row("prom_baseline_no_answer", 183, without),
        ]  # fmt: skip
        return ("prom_baseline_no_answer", "eq_vas", 183) in leaves(*rows)

    assert not leave(n_not_scored=4, without=10)
    assert leave(n_not_scored=4, without=9)
    assert leave(n_not_scored=6, without=10)


FEW_NOT_INVITED = flow(183, unreachable=10, not_invited=3)
OTHERS_OF_DUE = {
    ("prom_response", "alive", 183),
    ("prom_flow", "answered", 183),
    ("prom_flow", "no_answer", 183),
}


def test_who_was_unreachable_before_still_is():
    """Thirteen are unreachable or not invited: ten were unreachable before, so three are not invited."""
    assert leaves(*FEW_NOT_INVITED) >= OTHERS_OF_DUE
    assert not leaves(*FEW_NOT_INVITED, told=[(10, "unreachable", "all", 183)]) >= OTHERS_OF_DUE
    assert leaves(*FEW_NOT_INVITED, told=[(8, "unreachable", "all", 183)]) >= OTHERS_OF_DUE


def test_what_an_edition_before_withheld_stays_hidden():
    """Of ten who did not answer then a few were unreachable: now nobody is, and none of them ever was."""
    rows = flow(183, answered=60, no_answer=30, unreachable=0, not_invited=0)
    nobody = ("prom_flow", "unreachable", 183)
    assert nobody in leaves(*rows)
    assert nobody not in leaves(*rows, told=[(None, "unreachable", "all", 183)])


def test_what_persons_who_were_corrected_would_bound_is_dropped():
    assert leaves(*FEW_NOT_INVITED, told=[(70, "answered", "all", 183)]) >= OTHERS_OF_DUE


def test_a_mean_of_an_earlier_edition_tells_how_many_have_a_score_at_least():
    """It was told as of fifty or more: of 53 who answered no four can be without a score."""
    rows = [*flow(0, answered=53), row("prom_mean", 0, 51)]
    answered = ("prom_flow", "answered", 0)
    assert answered in leaves(*rows)
    assert answered not in leaves(*rows, told=[(50, "scored", "eq_vas", 0)])


def test_what_few_came_for_is_hidden_as_if_four_had_come():
    """Of 24 inside nobody was due too late; of 26 no more than two are. Of 28 three, if sixteen answered."""

    def tells(inside_before: int, late: int) -> bool:
        rows = flow(0, answered=16, no_answer=9, unreachable=0, not_invited=0, not_due=late)
        told = [(15, "answered", "all", 0), (9, "no_answer", "all", 0), (0, "not_due", "all", 0)]
        found = released(*rows, told=told, inside_before=inside_before)
        return ("all", "all", "prom_flow", "answered", 0) in found

    assert not tells(24, late=1)
    assert tells(24, late=0)
