"""Which numbers on patient-reported outcomes may leave: nothing that is a small group away from another."""

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.methods.prom_release import KEY, released_prom, without_traces
from pipelines.methods.prom_safety import DUE, OTHERS, open_states
from tests.attack.puzzle import Puzzle

Rows = list[tuple]


def flow(time: int, answered=60, no_answer=20, unreachable=10, not_invited=10, dead=0, not_due=0) -> Rows:
    counts = dict(
        answered=answered, no_answer=no_answer, unreachable=unreachable, not_invited=not_invited, dead=dead,
        not_due=not_due,
    )  # fmt: skip
    n_due = answered + no_answer + unreachable + not_invited
    rows = [("all", "all", "prom_flow", state, time, n, None) for state, n in counts.items()]
    return [*rows, ("all", "all", "prom_response", "alive", time, n_due, answered)]


def row(measure: str, time: int, n: int, n_events: int | None = None, variant="eq_vas", group=("all", "all")):
    return (*group, measure, variant, time, n, n_events)


def released(
    *rows: tuple, cohort: str = "inside", sizes: tuple[int, ...] = (), shown: str = "prom_n_released"
) -> dict[tuple, bool | int]:
    """What leaves: (subgroup, level, measure, variant, time) → whether its n does, or another column.

    `sizes` are the numbers of persons beside estimates of other themes.
    """
    frame = pl.DataFrame(
        [("EX004", cohort, *values) for values in rows],
        schema=dict.fromkeys(KEY, pl.String) | {"time_days": pl.Int32, "n": pl.Int64, "n_events": pl.Int64},
        orient="row",
    )
    is_count = pl.col("measure").is_in(["prom_flow", "prom_not_scored"])
    frame = frame.with_columns(
        estimate=pl.when(is_count).then(pl.col("n").cast(pl.Float64)), n=pl.when(~is_count).then("n")
    )
    beside = pl.DataFrame(
        [("EX004", cohort, n) for n in sizes],
        schema={"agreement_id": pl.String, "cohort": pl.String, "n": pl.Int64},
        orient="row",
    )
    found = released_prom(frame, beside)
    return {tuple(row[2:7]): told for row, told in zip(found.iter_rows(), found[shown], strict=True)}


def leaves(*rows: tuple) -> set[tuple]:
    return {key[2:] for key in released(*rows) if key[:2] == ("all", "all")}


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


def test_no_count_leaves_where_few_are_dead_or_not_due_for_the_share_tells_the_rest():
    assert leaves(*flow(183, dead=3)) == set()
    assert leaves(*flow(183, dead=5)) != set()


def test_a_mean_of_such_a_time_leaves_without_its_number():
    rows = [*flow(183, dead=3), row("prom_mean", 183, 60), row("prom_not_scored", 183, 0)]
    assert released(*rows) == {("all", "all", "prom_mean", "eq_vas", 183): False}


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
    assert ("prom_flow", "dead", 183) in found and ("prom_flow", "dead", 365) not in found
    assert ("prom_flow", "not_due", 365) not in found and ("prom_response", "alive", 365) in found


def by_death(time: int, died: tuple[int, int], lived: tuple[int, int]) -> Rows:
    return [
        row("prom_response", time, *died, variant="died_within_183_days"),
        row("prom_response", time, *lived, variant="lived_183_days"),
    ]


def test_shares_by_later_death_leave_together():
    def both(died, lived, *more) -> bool:
        names = {key[1] for key in leaves(*flow(183, dead=10), *by_death(183, died, lived), *more)}
        found = {"died_within_183_days", "lived_183_days"} & names
        assert len(found) in (0, 2)
        return bool(found)

    assert both((20, 5), (80, 55))
    assert not both((20, 4), (80, 56))
    assert not both((20, 17), (80, 43))
    # Three of whom it is not known.
    assert not both((20, 5), (77, 55))
    # Ten dead before and twenty soon after; a later window counts 33 dead.
    assert not both((20, 5), (80, 55), *flow(365, answered=37, dead=33))
    assert both((20, 5), (80, 55), *flow(365, answered=30, dead=40))


def test_a_mean_rests_on_five():
    assert ("prom_mean", "eq_vas", 0) not in leaves(*flow(0), row("prom_mean", 0, 4))
    assert ("prom_mean", "eq_vas", 0) in leaves(*flow(0), row("prom_mean", 0, 5))


def with_change(at_baseline: int, at_time: int, paired: int, without: int = 40) -> set[tuple]:
    return leaves(
        *flow(0, answered=at_baseline), *flow(183, answered=at_time, dead=10),
        row("prom_mean", 0, at_baseline), row("prom_mean", 183, at_time), row("prom_change", 183, paired),
        row("prom_baseline_answered", 183, paired), row("prom_baseline_no_answer", 183, without),
        row("prom_baseline_difference", 183, paired + without),
    )  # fmt: skip


def test_a_change_leaves_no_few_with_only_one_of_both():
    change = ("prom_change", "eq_vas", 183)
    assert change in with_change(100, 60, 60)
    assert change in with_change(100, 60, 55)
    assert change not in with_change(100, 60, 56)
    assert change not in with_change(63, 60, 60)
    assert change not in with_change(100, 8, 4)


def test_baselines_leave_together_and_no_few_are_in_neither():
    names = {"prom_baseline_answered", "prom_baseline_no_answer", "prom_baseline_difference"}

    def found(*counts: int) -> set[str]:
        return names & {key[0] for key in with_change(*counts)}

    assert found(100, 60, 60, 40) == names
    assert found(100, 60, 60, 35) == names
    assert found(100, 60, 60, 37) == set()
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
    assert released(*flow(0), sizes=(100,))[key]
    assert not released(*flow(0), sizes=(104,))[key]
    assert released(*flow(0), sizes=(105,))[key]


def test_no_number_of_a_mean_stands_a_small_group_away_from_those_due():
    """How many are dead and not due is told, and so how many are due; who answered is not."""
    rows = [*flow(183, answered=15, no_answer=1, unreachable=0, not_invited=0, dead=36, not_due=49)]
    found = released(*rows, row("prom_mean", 183, 15))
    assert ("all", "all", "prom_flow", "dead", 183) in found
    assert ("all", "all", "prom_flow", "answered", 183) not in found
    assert not found[("all", "all", "prom_mean", "eq_vas", 183)]


def test_a_mean_of_five_does_not_leave_where_it_tells_how_few_of_those_due_are_left():
    def leaves_beside(no_answer: int) -> bool:
        rows = flow(183, answered=5, no_answer=no_answer, unreachable=0, not_invited=0, dead=5, not_due=13)
        return ("prom_mean", "eq_vas", 183) in leaves(*rows, row("prom_mean", 183, 5))

    assert not leaves_beside(1)
    assert leaves_beside(4)
    assert leaves_beside(5)


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
        return ("prom_response", "alive", 183) in leaves(*whole, *of_level)

    assert not is_told(7)
    assert is_told(6)
    assert is_told(4), "the patient flow does not tell the size of so small a region"


LEVELS = (("sex", "female"), ("sex", "male"))


def of_sex(measure: str, time: int, female: tuple, male: tuple, variant="eq_vas") -> Rows:
    return [
        row(measure, time, *counts, variant=variant, group=group)
        for group, counts in zip(LEVELS, (female, male), strict=True)
    ]


def test_subgroups_leave_with_all_levels_or_none():
    def n_released(female: int, male: int) -> int:
        found = released(*flow(0), row("prom_mean", 0, 60), *of_sex("prom_mean", 0, (female,), (male,)))
        assert not any(has_n for key, has_n in found.items() if key[0] == "sex")
        return len([key for key in found if key[0] == "sex"])

    assert n_released(30, 30) == 2
    assert n_released(56, 4) == 0
    # Three of unknown sex.
    assert n_released(30, 27) == 0


def test_shares_of_subgroups():
    def found(female: tuple[int, int], male: tuple[int, int]) -> int:
        rows = released(*flow(0), *of_sex("prom_response", 0, female, male, "alive"))
        return len([key for key in rows if key[0] == "sex"])

    assert found((50, 30), (50, 30)) == 2
    assert found((50, 47), (50, 13)) == 0
    assert found((50, 30), (45, 27)) == 0


def test_who_did_not_answer_is_not_divided():
    rows = [row(f"prom_baseline_{name}", 183, 60) for name in ("answered", "no_answer")]
    levels = [values for name in ("answered", "no_answer")
              for values in of_sex(f"prom_baseline_{name}", 183, (30,), (30,))]  # fmt: skip
    found = released(*flow(0), *flow(183, answered=60), row("prom_mean", 183, 60), *rows, *levels)
    assert {key[0] for key in found} == {"all"}


COUNT = st.integers(0, 12)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.fixed_dictionaries({state: COUNT for state in (*DUE, *OTHERS)}))
def test_what_is_withheld_of_a_flow_could_be_any_small_number(counts):
    group = {("prom_flow", state, 0): (n, 0) for state, n in counts.items()}
    _, found = open_states(group, 0)
    everybody = list(counts)
    known = [everybody] if found is None else [everybody, list(DUE), *([state] for state in found)]
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


def test_levels_have_no_means_where_few_of_the_whole_have_no_score():
    """Eleven women and eleven men with a score are twenty or more: of 23 who answered three are left."""

    def n_levels(n_whole: int) -> int:
        rows = [*flow(0, answered=60), row("prom_mean", 0, n_whole)]
        halves = (n_whole // 2,), (n_whole - n_whole // 2,)
        return len([key for key in released(*rows, *of_sex("prom_mean", 0, *halves)) if key[0] == "sex"])

    assert n_levels(60) == 2
    assert n_levels(58) == 0
    assert n_levels(55) == 2


def test_a_mean_is_rounded_by_half_of_those_that_can_have_answered():
    """Of 128 due 75 gave no answer: fifty with a score among at most 53 are told as of 26."""
    rows = flow(0, answered=50, no_answer=75, unreachable=0, not_invited=3, dead=19, not_due=47)
    found = released(*rows, row("prom_mean", 0, 50), shown="prom_rounded_as")
    assert ("all", "all", "prom_flow", "no_answer", 0) in found
    assert found[("all", "all", "prom_mean", "eq_vas", 0)] == 26


def test_baselines_stay_where_they_tell_that_few_answered_without_a_score():
    """Of forty due eight are silent: ten due without a score, who had one before, are two more."""

    def leave(n_not_scored: int, without: int) -> bool:
        at_time = 32 - n_not_scored
        rows = [
            *flow(0, answered=100), row("prom_mean", 0, 100),
            *flow(183, answered=32, no_answer=8, unreachable=0, not_invited=0, dead=40, not_due=60),
            row("prom_mean", 183, at_time), row("prom_baseline_answered", 183, at_time - 6),
            row("prom_baseline_no_answer", 183, without),
        ]  # fmt: skip
        return ("prom_baseline_no_answer", "eq_vas", 183) in leaves(*rows)

    assert not leave(n_not_scored=4, without=10)
    assert leave(n_not_scored=4, without=9)
    assert leave(n_not_scored=6, without=10)


def test_baselines_stay_where_all_of_them_tell_how_few_were_not_scored_before():
    def leave(n_not_scored: int) -> bool:
        rows = [
            *flow(0, answered=60), row("prom_mean", 0, 60 - n_not_scored),
            *flow(183, answered=30, no_answer=70, unreachable=0, not_invited=0),
            row("prom_mean", 183, 30), row("prom_baseline_answered", 183, 30),
            row("prom_baseline_no_answer", 183, 30 - n_not_scored),
        ]  # fmt: skip
        return ("prom_baseline_answered", "eq_vas", 183) in leaves(*rows)

    assert leave(0)
    assert not leave(3)
    assert leave(5)
