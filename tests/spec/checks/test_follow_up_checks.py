"""The check of result.follow_up_ledger finds nothing in a sound ledger and objects to a broken one."""

from tests.support.checks import offending

CHECK = "result/follow_up_ledger__nobody_is_lost"
TIMES = (183, 365, 548, 730, 1095, 1461)


def ledger(*cells: tuple[int, str, int]) -> dict[str, str]:
    head = "agreement_id | cohort | measure | variant | time_days | state | n\n"
    lines = (
        f"EX004 | inside | overall_survival | kaplan_meier | {time} | {state} | {n}"
        for time, state, n in cells
    )
    return {"result.follow_up_ledger": head + "\n".join(lines)}


def test_nobody_is_lost_between_the_states():
    sound = [(time, "followed", 10 - k) for k, time in enumerate(TIMES)]
    sound += [(time, "death", k) for k, time in enumerate(TIMES)]
    assert offending(CHECK, ledger(*sound)) == []
    (found,) = offending(CHECK, ledger(*sound[:-1], (1461, "death", 4)))
    assert (found["fewest"], found["most"]) == (9, 10)
    assert offending(CHECK, ledger(*[cell for cell in sound if cell[0] != 548])) != []
