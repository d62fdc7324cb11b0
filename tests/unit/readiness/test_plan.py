"""The plan, and the plan laid on the past."""

from datetime import date, timedelta

from pipelines.readiness.plan import laid_on_the_past, past_window, planned
from tests.support.small_agreement import SMALL, agreement_from, changed


def proposal() -> str:
    """The small agreement as a proposal: no start date, no prices, nothing due before it."""
    text = SMALL.replace("is_proposal: false", "is_proposal: true").replace("  start_date: 2022-02-01\n", "")
    start = text.index("price_terms:")
    return text[:start] + text[text.index("exit_plan:") :]


def test_a_proposal_is_assumed_to_start_three_years_before(tmp_path):
    plan = planned(agreement_from(proposal(), tmp_path))
    assert (plan.start_date, plan.is_start_assumed) == (date(2020, 12, 31), True)


def test_an_agreement_has_its_own_start(tmp_path):
    plan = planned(agreement_from(SMALL, tmp_path))
    assert (plan.start_date, plan.is_start_assumed) == (date(2022, 2, 1), False)


def test_the_window_ends_with_the_data_and_is_as_long_as_the_plan():
    window = past_window(365, date(2022, 12, 31), None)
    assert (window.first, window.last, window.is_shorter) == (date(2022, 1, 1), date(2022, 12, 31), False)


def test_the_window_does_not_reach_before_the_data():
    window = past_window(3650, date(2022, 12, 31), date(2020, 1, 1))
    assert (window.first, window.is_shorter) == (date(2020, 1, 1), True)
    assert window.years == (366 + 365 + 365) / 365.25


def test_a_window_that_begins_with_the_data_is_whole():
    window = past_window(365, date(2022, 12, 31), date(2022, 1, 1))
    assert (window.first, window.is_shorter) == (date(2022, 1, 1), False)


def test_data_that_begin_after_they_end_leave_one_day():
    assert past_window(365, date(2022, 12, 31), date(2023, 6, 1)).first == date(2022, 12, 31)


def test_laid_on_the_past_it_is_in_force_there_and_its_dates_move_along(tmp_path):
    calendar = (
        "\n  - id: when\n    kind: calendar\n    first_date: 2022-03-01\n    last_date: 2022-12-31\n"
        "    description: {english: First half, norwegian: Første halvdel}\n    is_invented: true\n"
        "outcome_measures:"
    )
    agreement = agreement_from(changed(("\noutcome_measures:", calendar)), tmp_path)
    window = past_window(365, date(2021, 12, 31), None)
    past = laid_on_the_past(agreement, planned(agreement), window)
    moved = window.first - date(2022, 2, 1)
    assert (past.is_proposal, past.plan.start_date, past.plan.stop_date) == (False, window.first, None)
    assert past.criteria[-1].first_date == date(2022, 3, 1) + moved
    assert past.criteria[-1].last_date == date(2022, 12, 31) + moved
    assert moved == timedelta(days=-396)
    assert agreement.plan.start_date == date(2022, 2, 1)
