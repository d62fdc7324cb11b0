"""released.estimate: patient-reported outcomes leave by their own rule."""

from tests.spec.released.test_attrition import told_flow
from tests.spec.released.test_estimate import released
from tests.support.spec import expect


def test_patient_reported_outcomes_leave_by_their_own_rule():
    """Few are dead before the window of six months: so many are due, and who answered tells of none of them."""
    states = ("answered", "no_answer", "unreachable", "not_invited", "dead", "not_due")

    def of_time(time: int, counts: tuple[int, ...], n_mean: int) -> str:
        lines = [
            f"EX004 | inside | all | all | prom_flow | {state} | {time} | {n} | persons | - | - | false"
            for state, n in zip(states, counts, strict=True)
        ]
        n_due = sum(counts[:4])
        lines.append(
            f"EX004 | inside | all | all | prom_response | alive | {time} | {counts[0] / n_due} | share | {n_due} "
            f"| {counts[0]} | false"
        )
        lines.append(
            f"EX004 | inside | all | all | prom_mean | eq_vas | {time} | 60 | points | {n_mean} | - | false"
        )
        if time:
            # Of 148 with a score at the baseline five have none at six months.
            lines += [
                f"EX004 | inside | all | all | {measure} | eq_vas | {time} | 60 | points | {n} | - | false"
                for measure, n in (("prom_change", 143), ("prom_baseline_no_answer", 5))
            ]
        return "\n".join(lines) + "\n"

    rows = released(
        told_flow(40, 12, 20, 300),
        of_time(0, (150, 100, 40, 10, 0, 0), 148) + of_time(183, (150, 97, 40, 10, 3, 0), 150),
    )
    expect(
        [
            row
            for row in rows
            if row["variant"] in ("answered", "dead", "alive") or row["measure"] == "prom_mean"
        ],
        """
        measure       | variant  | time_days | estimate | n   | n_events | suppressed
        prom_flow     | answered | 0         | 150      | -   | -        | false
        prom_flow     | dead     | 0         | 0        | -   | -        | false
        prom_response | alive    | 0         | 0.5      | 300 | 150      | false
        prom_mean     | eq_vas   | 0         | 60       | -   | -        | false
        prom_flow     | answered | 183       | 150      | -   | -        | false
        prom_flow     | dead     | 183       | -        | -   | -        | true
        prom_response | alive    | 183       | -        | -   | -        | true
        prom_mean     | eq_vas   | 183       | 60       | 150 | -        | false
        """,
    )


def test_means_are_rounded_for_their_digits_tell_how_many_persons_they_are_of():
    """Of 157 whose number is not told as of 80, half of those who answered; of sixty and of eight as of so many."""

    def of_mean(variant: str, unit: str, n: int, numbers: str) -> str:
        return f"EX004 | inside | all | all | {variant} | 0 | {numbers} | {unit} | {n} | - | false\n"

    states = ("answered", "no_answer", "unreachable", "not_invited", "dead", "not_due")
    flow = "".join(
        f"EX004 | inside | all | all | prom_flow | {state} | 0 | {n} | persons | - | - | false\n"
        for state, n in zip(states, (160, 90, 40, 10, 0, 0), strict=True)
    )
    rows = released(
        told_flow(40, 12, 20, 300),
        flow
        + f"EX004 | inside | all | all | prom_response | alive | 0 | {160 / 300} | share | 300 | 160 | false\n"
        + of_mean("prom_mean | eq_vas", "points", 157, "61.37162")
        + of_mean("eq5d_index_mean | eq5d_index", "index", 60, "0.73381")
        + of_mean("prom_mean | qlq_ql", "points", 8, "54.16667"),
    )
    expect(
        [row for row in rows if row["unit"] in ("points", "index")],
        """
        variant    | estimate | rounded_to
        eq_vas     | 62       | 2
        eq5d_index | 0.74     | 0.02
        qlq_ql     | 60       | 20
        """,
    )
