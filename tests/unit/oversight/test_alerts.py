"""Alerts: at which stage, once each, whatever the clock does."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.oversight.alerts import Obligation, Received, alerts, not_raised, with_raised

DAY = date(2027, 6, 30)
OVERDUE = "overdue"


def owed(kind: str = "reassessment", due: date = DAY, is_done: bool = False, **values) -> Obligation:
    facts = {
        "agreement_id": "EX001", "kind": kind, "what": kind, "responsible": "Beslutningsforum",
        "period_end": None, "due_date": due, "is_done": is_done,
    }  # fmt: skip
    return Obligation(**facts | values)


def stages(kind: str, days_left: int, **values) -> list[int | str]:
    """Stages of the alerts that hold so many days before (or after) the day: the number, or `overdue`."""
    found = [item.stage for item in alerts(DAY - timedelta(days=days_left), [owed(kind, **values)])]
    return [int(stage.split()[0]) if stage != OVERDUE else stage for stage in found]


@pytest.mark.parametrize("kind", ["reassessment", "legal_basis"])
@pytest.mark.parametrize(
    ("days_left", "expected"),
    [
        (181, []), (180, [180]), (91, [180]), (90, [90]), (31, [90]), (30, [30]), (1, [30]), (0, [30]),
        (-1, [OVERDUE]), (-400, [OVERDUE]),
    ],
)  # fmt: skip
def test_what_ends_is_announced_three_times_and_told_of_once_it_has_passed(kind, days_left, expected):
    assert stages(kind, days_left) == expected


@pytest.mark.parametrize("kind", ["delivery", "evidence"])
def test_what_is_to_be_sent_is_told_of_only_when_it_is_overdue(kind):
    assert [stages(kind, days_left) for days_left in (180, 30, 0, -1)] == [[], [], [], [OVERDUE]]


def test_a_data_cut_is_no_alert_and_what_is_done_is_none_either():
    assert stages("data_cut", -10) == []
    assert stages("delivery", -10, is_done=True) == stages("reassessment", 10, is_done=True) == []


def test_a_delivery_that_came_after_the_edition_was_made_is_not_overdue():
    period = date(2027, 3, 31)
    late = owed("delivery", what="npr", period_end=period)
    today = DAY + timedelta(days=20)

    def found(register, received, complete_to):
        return alerts(today, [late], [Received(register, received, complete_to)])

    assert found("npr", today, period) == []
    assert found("npr", today, period - timedelta(days=1)) != []
    assert found("npr", today + timedelta(days=1), period) != []
    assert found("dar", today, period) != []


def test_an_alert_says_what_when_and_who():
    sentences = [
        alerts(DAY + timedelta(days=days), [owed(kind, what=what)])[0].sentence
        for kind, what, days in (
            ("evidence", "evidence_due", 5),
            ("reassessment", "reassessment", -90),
            ("legal_basis", "legal_basis_expires", -1),
            ("legal_basis", "legal_basis_expires", 2),
        )
    ]
    assert sentences == [
        "EX001: evidence is 5 days late, due 2027-06-30 (Beslutningsforum)",
        "EX001: reassessment in 90 days, on 2027-06-30 (Beslutningsforum)",
        "EX001: the legal basis for the data expires in 1 day, on 2027-06-30 (Beslutningsforum)",
        "EX001: the legal basis for the data expired 2 days ago, on 2027-06-30 (Beslutningsforum)",
    ]


def late(agreement_id: str, period_end: date, lead_days: int, what: str = "npr") -> Obligation:
    due = period_end + timedelta(days=lead_days)
    return owed("delivery", due, agreement_id=agreement_id, what=what, period_end=period_end)


def test_a_register_that_is_behind_is_one_alert_for_all_agreements_and_periods():
    winter, spring = date(2026, 12, 31), date(2027, 3, 31)
    obligations = [
        late("EX002", winter, 60),
        late("EX001", spring, 60),
        late("EX002", spring, 60),
        late("EX003", spring, 100),
        late("EX001", spring, 60, "dar"),
    ]
    npr, dar = sorted(alerts(date(2027, 6, 1), obligations), key=lambda item: item.what, reverse=True)
    assert (npr.agreement_ids, npr.period_end, npr.days_left) == (("EX001", "EX002"), spring, -2)
    assert dar.agreement_ids == ("EX001",)
    assert npr.sentence == (
        "EX001, EX002: delivery from npr, data up to 2027-03-31, is 2 days late, due 2027-05-30 "
        "(Beslutningsforum)"
    )


def test_a_register_is_told_of_again_when_more_is_late_but_not_when_the_clock_goes_back():
    winter, spring = date(2026, 12, 31), date(2027, 3, 31)
    obligations = [late("EX001", winter, 60), late("EX001", spring, 60), late("EX003", spring, 100)]
    days = [date(2027, 3, 2), date(2027, 5, 31), date(2027, 3, 2), date(2027, 5, 31), date(2027, 7, 10)]
    assert raised_over(days, obligations) == [
        "delivery-npr-2027-03-01-overdue",
        "delivery-npr-2027-05-30-overdue",
        "delivery-npr-2027-07-09-overdue",
    ]


def raised_over(days: list[date], obligations: list[Obligation]) -> list[str]:
    """Ids raised when the sensor looks on these days, in this order."""
    raised, ids = {}, []
    for day in days:
        new = not_raised(alerts(day, obligations), raised)
        ids += [item.alert_id for item in new]
        raised = with_raised(raised, new)
    return ids


def test_looking_every_day_raises_each_stage_once_on_its_day():
    days = [DAY + timedelta(days=offset) for offset in range(-200, 40)]
    first_seen = {}
    raised = {}
    for day in days:
        new = not_raised(alerts(day, [owed()]), raised)
        raised = with_raised(raised, new)
        first_seen |= {item.stage: (item.due_date - day).days for item in new}
    assert first_seen == {"180 days before": 180, "90 days before": 90, "30 days before": 30, OVERDUE: -1}
    assert len(raised_over(days, [owed()])) == 4


def test_a_first_look_near_the_day_raises_the_nearest_stage_only():
    near = DAY - timedelta(days=10)
    assert raised_over([near, near], [owed()]) == ["EX001-reassessment-2027-06-30-30-days-before"]


def test_a_plan_with_a_new_date_is_announced_anew():
    near = DAY - timedelta(days=10)
    moved = owed(due=DAY + timedelta(days=60))
    raised = with_raised({}, not_raised(alerts(near, [owed()]), {}))
    (again,) = not_raised(alerts(near, [moved]), raised)
    assert (again.stage, again.due_date) == ("90 days before", moved.due_date)


@given(
    st.lists(st.integers(min_value=-400, max_value=400), max_size=30),
    st.lists(
        st.tuples(
            st.sampled_from(["reassessment", "legal_basis", "delivery", "evidence", "data_cut"]),
            st.integers(min_value=-300, max_value=300),
            st.booleans(),
        ),
        max_size=8,
    ),
)
def test_however_the_clock_runs_nothing_is_raised_twice_and_subjects_only_come_further(offsets, facts):
    obligations = [
        owed(kind, DAY + timedelta(days=due), is_done, agreement_id=f"EX{number:03d}")
        for number, (kind, due, is_done) in enumerate(facts)
    ]
    raised: dict[str, int] = {}
    ids: list[str] = []
    for offset in offsets:
        new = not_raised(alerts(DAY + timedelta(days=offset), obligations), raised)
        for item in new:
            assert item.rank > raised.get(item.subject, 0)
        ids += [item.alert_id for item in new]
        raised = with_raised(raised, new)
    assert len(ids) == len(set(ids))


@given(st.integers(min_value=-400, max_value=400), st.permutations(range(5)))
def test_the_order_of_what_is_owed_does_not_matter(offset, order):
    obligations = [
        owed(kind, DAY + timedelta(days=place * 20), agreement_id=f"EX00{place}")
        for place, kind in enumerate(["reassessment", "legal_basis", "delivery", "evidence", "reassessment"])
    ]
    today = DAY + timedelta(days=offset)
    assert alerts(today, [obligations[place] for place in order]) == alerts(today, obligations)


def test_the_id_is_a_plain_file_name():
    (item,) = alerts(DAY + timedelta(days=1), [owed("legal_basis", what="legal_basis_expires")])
    assert item.alert_id == "EX001-legal_basis_expires-2027-06-30-overdue"
