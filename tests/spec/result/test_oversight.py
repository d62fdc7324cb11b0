"""result.oversight: one row per agreement, in the status it has at the data cut."""

from datetime import date

import pytest

from tests.support.spec import expect, made

HEAD = "agreement_id | is_proposal | start_date | reassessment_date | stop_date | protocol_status\n"


@pytest.mark.parametrize(
    ("dates", "status", "days_left"),
    [
        ("true  | -          | 2029-06-30 | -", "proposal", 1096),
        ("true  | -          | -          | -", "proposal", None),
        ("false | 2026-07-01 | 2029-06-30 | -", "not_started", 1096),
        ("false | 2026-06-30 | 2029-06-30 | -", "running", 1096),
        ("false | 2022-01-01 | 2026-09-29 | -", "running", 91),
        ("false | 2022-01-01 | 2026-09-28 | -", "reassessment_due", 90),
        ("false | 2022-01-01 | 2026-06-30 | -", "reassessment_due", 0),
        ("false | 2022-01-01 | 2026-06-29 | -", "overdue", -1),
        ("false | 2022-01-01 | 2026-06-29 | 2026-06-30", "stopped", -1),
        ("false | 2022-01-01 | 2026-06-29 | 2026-07-01", "overdue", -1),
        ("false | 2022-01-01 | 2028-01-01 | 2026-01-15", "stopped", 550),
    ],
)
def test_the_status_at_the_cut(dates, status, days_left):
    (row,) = made(
        "result.oversight",
        given={"agreement.agreement": HEAD + f"EX001 | {dates} | not_frozen"},
    )
    assert (row["status"], row["days_left"]) == (status, days_left)


@pytest.mark.parametrize(
    ("dates", "decided", "status"),
    [
        ("false | 2022-01-01 | 2026-06-30 | -", "2026-06-30", "decided"),
        ("false | 2022-01-01 | 2026-06-30 | -", "2026-07-01", "reassessment_due"),
        ("false | 2022-01-01 | 2026-05-31 | -", "2026-06-01", "decided"),
        ("false | 2022-01-01 | 2028-01-01 | -", "2026-06-01", "decided"),
        ("false | 2022-01-01 | 2026-05-31 | 2026-01-15", "2026-06-01", "decided"),
        ("false | 2022-01-01 | 2026-05-31 | 2026-01-15", "2026-07-01", "stopped"),
    ],
)
def test_a_decision_known_at_the_cut_is_the_status(dates, decided, status):
    (row,) = made(
        "result.oversight",
        given={
            "agreement.agreement": HEAD + f"EX001 | {dates} | not_frozen",
            "agreement.reassessment_decision": f"agreement_id | decision_date\nEX001 | {decided}",
        },
    )
    assert row["status"] == status


@pytest.mark.parametrize(
    ("dates", "binding"),
    [
        ("false | 2022-01-01 | 2026-06-30 | -", "binding"),
        ("false | 2022-01-01 | 2026-07-01 | -", "indicative"),
        ("false | 2022-01-01 | 2026-06-29 | -", "indicative"),
        ("true  | -          | 2026-06-30 | -", "indicative"),
    ],
)
def test_only_the_cut_at_the_reassessment_date_of_an_agreement_binds(dates, binding):
    (row,) = made(
        "result.oversight",
        given={"agreement.agreement": HEAD + f"EX001 | {dates} | frozen_in_time"},
    )
    assert (row["binding"], row["protocol_status"]) == (binding, "frozen_in_time")


def test_what_is_late_what_comes_next_and_what_the_cut_says():
    rows = made(
        "result.oversight",
        given={
            "agreement.agreement": HEAD
            + "EX001 | false | 2024-01-01 | 2026-12-31 | - | frozen_in_time\n"
            + "EX002 | false | 2024-01-01 | 2026-12-31 | - | changed",
            "agreement.milestone": """
                agreement_id | kind                | milestone_date
                EX001        | data_cut            | 2026-06-30
                EX001        | data_cut            | 2026-09-30
                EX001        | reassessment        | 2026-12-31
                EX001        | legal_basis_expires | 2025-12-31
                EX001        | legal_basis_expires | 2027-12-31
                EX001        | legal_basis_expires | 2028-12-31
                EX002        | reassessment        | 2026-12-31
                EX002        | legal_basis_expires | 2024-12-31
                EX002        | legal_basis_expires | 2025-12-31
            """,
            "result.obligation": """
                agreement_id | kind     | what         | responsible | due_date   | status
                EX001        | delivery | inspire      | Register    | 2026-03-01 | late
                EX001        | delivery | inspire      | Register    | 2026-06-01 | late
                EX001        | evidence | evidence_due | Supplier    | 2025-12-31 | late
                EX001        | evidence | evidence_due | Supplier    | 2026-03-31 | late
                EX001        | delivery | npr          | Register    | 2026-01-01 | done
                EX001        | data_cut | data_cut     | Institute   | 2026-09-30 | future
                EX001        | delivery | npr          | Register    | 2026-07-31 | due
                EX001        | delivery | dar          | Register    | 2026-07-31 | due
            """,
            "result.assessment": """
                agreement_id | assumption_id | verdict
                EX001        | a             | holds
                EX001        | b             | holds
                EX001        | c             | cannot_tell_yet
                EX001        | d             | does_not_hold
            """,
        },
    )
    expect(
        rows,
        """
        agreement_id | data_cut   | next_data_cut_date | reassessment_date | legal_basis_expires_date | n_late
        EX001        | 2026-06-30 | 2026-09-30         | 2026-12-31        | 2027-12-31               | 3
        EX002        | 2026-06-30 | 2026-12-31         | 2026-12-31        | 2025-12-31               | 0
        """,
    )
    expect(
        rows,
        """
        agreement_id | next_due_what | next_due_date | next_due_responsible | n_holds | n_does_not_hold | n_cannot_tell_yet
        EX001        | dar           | 2026-07-31    | Register             | 2       | 1               | 1
        EX002        | -             | -             | -                    | 0       | 0               | 0
        """,
    )


def test_the_same_agreement_at_another_cut_is_judged_by_that_cut():
    (row,) = made(
        "result.oversight",
        given={"agreement.agreement": HEAD + "EX001 | false | 2022-01-01 | 2026-06-30 | - | not_frozen"},
        data_cut=date(2026, 9, 30),
    )
    assert (row["status"], row["days_left"], row["data_cut"]) == ("overdue", -92, date(2026, 9, 30))


def test_a_proposal_has_no_data_cut_to_come():
    (row,) = made(
        "result.oversight",
        given={
            "agreement.agreement": HEAD + "EX006 | true | - | 2029-06-30 | - | not_frozen",
            "agreement.milestone": """
                agreement_id | kind         | milestone_date
                EX006        | reassessment | 2029-06-30
            """,
        },
    )
    assert (row["next_data_cut_date"], row["reassessment_date"]) == (None, date(2029, 6, 30))
