"""released.estimate: patient-reported outcomes leave by their own rule."""

from tests.spec.released.test_attrition import told_flow
from tests.spec.released.test_estimate import released
from tests.support.spec import expect


def test_patient_reported_outcomes_leave_by_their_own_rule():
    """Few are dead before the window of six months: its counts stay, and the mean leaves without any."""
    states = ("answered", "no_answer", "unreachable", "not_invited", "dead", "not_due")

    def of_time(time: int, counts: tuple[int, ...], n_mean: int) -> str:
        lines = [
            f"EX004 | inside | all | all | prom_flow | {state} | {time} | {n} | persons | - | - | false"
            for state, n in zip(states, counts, strict=True)
        ]
        n_due = sum(counts[:4])
        lines.append(
            f"EX004 | inside | all | all | prom_response | alive | {time} | 0.5 | share | {n_due} | {counts[0]} | false"
        )
        lines.append(
            f"EX004 | inside | all | all | prom_mean | eq_vas | {time} | 60 | points | {n_mean} | - | false"
        )
        return "\n".join(lines) + "\n"

    rows = released(
        told_flow(40, 12, 20, 300),
        of_time(0, (150, 100, 40, 10, 0, 0), 148) + of_time(183, (150, 97, 40, 10, 3, 0), 150),
    )
    expect(
        [row for row in rows if row["measure"] != "prom_flow" or row["variant"] == "answered"],
        """
        measure       | time_days | estimate | n   | n_events | suppressed
        prom_flow     | 0         | 150      | -   | -        | false
        prom_response | 0         | 0.5      | 300 | 150      | false
        prom_mean     | 0         | 60       | -   | -        | false
        prom_flow     | 183       | -        | -   | -        | true
        prom_response | 183       | -        | -   | -        | true
        prom_mean     | 183       | 60       | -   | -        | false
        """,
    )
