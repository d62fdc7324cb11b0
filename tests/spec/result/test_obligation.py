"""result.obligation: what is owed, by whom and when, judged as of the data cut."""

from datetime import date

import pytest

from tests.support.spec import expect, made

AGREEMENT = """
    agreement_id | is_proposal | start_date | reassessment_date | stop_date
    EX001        | false       | 2025-02-10 | 2026-06-30        | -
"""


def deliveries_owed(cadence: str, lead_days: int, delivered: str, data_cut: date = date(2026, 6, 30)):
    rows = made(
        "result.obligation",
        given={
            "agreement.agreement": AGREEMENT,
            "agreement.data_source": f"""
                agreement_id | register | responsible | purpose     | cadence   | lead_days
                EX001        | npr      | NPR         | treatment   | {cadence} | {lead_days}
                EX001        | npr      | NPR         | eligibility | {cadence} | {lead_days}
            """,
            "core.delivery": "register | delivery_id | received | complete_to | is_used\n" + delivered,
        },
        data_cut=data_cut,
    )
    assert {row["kind"] for row in rows} == {"delivery"}
    return rows


def test_a_register_owes_each_period_that_ends_after_the_start_some_days_after_its_end():
    expect(
        deliveries_owed("third", 60, "npr | npr-1 | 2026-02-25 | 2025-12-31 | true"),
        """
        agreement_id | data_cut   | kind     | what | responsible | period_end | due_date   | done_date  | status
        EX001        | 2026-06-30 | delivery | npr  | NPR         | 2025-04-30 | 2025-06-29 | 2026-02-25 | done
        EX001        | 2026-06-30 | delivery | npr  | NPR         | 2025-08-31 | 2025-10-30 | 2026-02-25 | done
        EX001        | 2026-06-30 | delivery | npr  | NPR         | 2025-12-31 | 2026-03-01 | 2026-02-25 | done
        EX001        | 2026-06-30 | delivery | npr  | NPR         | 2026-04-30 | 2026-06-29 | -          | late
        EX001        | 2026-06-30 | delivery | npr  | NPR         | 2026-08-31 | 2026-10-30 | -          | future
        EX001        | 2026-06-30 | delivery | npr  | NPR         | 2026-12-31 | 2027-03-01 | -          | future
        EX001        | 2026-06-30 | delivery | npr  | NPR         | 2027-04-30 | 2027-06-29 | -          | future
        """,
    )


@pytest.mark.parametrize(
    ("cadence", "first", "in_a_year"),
    [
        ("month", date(2025, 2, 28), 12),
        ("quarter", date(2025, 3, 31), 4),
        ("third", date(2025, 4, 30), 3),
        ("half_year", date(2025, 6, 30), 2),
        ("year", date(2025, 12, 31), 1),
    ],
)
def test_periods_are_those_of_the_calendar(cadence, first, in_a_year):
    ends = sorted(row["period_end"] for row in deliveries_owed(cadence, 0, ""))
    assert ends[0] == first
    assert sum(end.year == 2026 for end in ends) == in_a_year
    assert ends[-1] >= date(2027, 6, 30) or cadence in ("third", "year")


@pytest.mark.parametrize(
    ("lead_days", "status"), [(59, "late"), (60, "late"), (61, "due"), (151, "due"), (152, "future")]
)
def test_due_on_the_day_of_the_cut_is_not_late_and_due_reaches_ninety_days(lead_days, status):
    (row,) = [
        row for row in deliveries_owed("third", lead_days, "") if row["period_end"] == date(2026, 4, 30)
    ]
    assert row["status"] == status


def test_a_delivery_that_stops_a_day_short_of_the_period_does_not_settle_it_a_later_one_does():
    short = "npr | npr-1 | 2026-02-25 | 2025-12-30 | true"
    whole = short + (
        "\nnpr | npr-2 | 2026-05-01 | 2025-12-31 | true\nnpr | npr-3 | 2026-06-01 | 2026-01-31 | true"
    )
    other = "dar | dar-1 | 2026-02-25 | 2026-12-31 | true"
    for delivered, status, done in (
        (short, "late", None),
        (other, "late", None),
        (whole, "done", date(2026, 5, 1)),
    ):
        (row,) = [
            row for row in deliveries_owed("year", 60, delivered) if row["period_end"] == date(2025, 12, 31)
        ]
        assert (row["status"], row["done_date"]) == (status, done)


@pytest.mark.parametrize(
    ("newer", "status", "done"),
    [
        ("2026-05-01 | 2026-03-31 | true", "done", date(2026, 3, 20)),
        ("2026-05-01 | 2025-11-30 | true", "late", None),
    ],
    ids=["replaced by one that goes further", "replaced by one that stops short"],
)
def test_a_delivery_that_was_replaced_settled_its_period_on_the_day_it_came(newer, status, done):
    """Unless what is in use no longer covers the period: then it is owed again."""
    delivered = f"npr | npr-1 | 2026-03-20 | 2025-12-31 | false\nnpr | npr-2 | {newer}"
    (row,) = [
        row for row in deliveries_owed("year", 60, delivered) if row["period_end"] == date(2025, 12, 31)
    ]
    assert (row["status"], row["done_date"], row["due_date"]) == (status, done, date(2026, 3, 1))


def test_the_same_period_is_judged_by_the_cut_not_by_the_clock():
    seen = {}
    for cut in (date(2025, 12, 31), date(2026, 1, 31), date(2026, 3, 31)):
        rows = deliveries_owed("year", 60, "", data_cut=cut)
        seen[cut.isoformat()] = next(row["status"] for row in rows if row["period_end"] == date(2025, 12, 31))
    assert seen == {"2025-12-31": "due", "2026-01-31": "due", "2026-03-31": "late"}


def evidence_owed(milestones: list[str], received: list[str], by: str = "Supplier") -> list[tuple]:
    rows = made(
        "result.obligation",
        given={
            "agreement.agreement": AGREEMENT,
            "agreement.milestone": "agreement_id | kind | milestone_date | responsible\n"
            + "\n".join(f"EX001 | evidence_due | {day} | Supplier" for day in milestones),
            "agreement.evidence": "agreement_id | evidence_id | provided_by | received_date\n"
            + "\n".join(f"EX001 | e{number} | {by} | {day}" for number, day in enumerate(received)),
        },
    )
    return [
        (str(row["due_date"]), row["done_date"] and str(row["done_date"]), row["status"])
        for row in sorted(rows, key=lambda row: row["due_date"])
    ]


def test_evidence_in_time_late_and_missing():
    assert evidence_owed(["2026-03-31"], ["2026-03-01"]) == [("2026-03-31", "2026-03-01", "done")]
    assert evidence_owed(["2026-03-31"], ["2026-05-01"]) == [("2026-03-31", "2026-05-01", "done")]
    assert evidence_owed(["2026-03-31"], []) == [("2026-03-31", None, "late")]
    assert evidence_owed(["2026-06-30"], []) == [("2026-06-30", None, "due")]


def test_evidence_received_after_the_cut_is_not_known_at_the_cut():
    assert evidence_owed(["2026-03-31"], ["2026-07-01"]) == [("2026-03-31", None, "late")]
    assert evidence_owed(["2026-03-31"], ["2026-06-30"]) == [("2026-03-31", "2026-06-30", "done")]


def test_what_another_party_sent_does_not_settle_the_suppliers_duty():
    assert evidence_owed(["2026-03-31"], ["2026-03-01"], by="A foreign register") == [
        ("2026-03-31", None, "late")
    ]


def test_each_package_settles_one_milestone_and_never_one_that_was_not_open_yet():
    milestones = ["2025-06-30", "2025-12-31", "2026-03-31"]
    # The first comes late and settles the first only; the second milestone needs the next package.
    assert [row[1] for row in evidence_owed(milestones, ["2026-01-15"])] == ["2026-01-15", None, None]
    assert [row[1] for row in evidence_owed(milestones, ["2026-01-15", "2026-02-01"])] == [
        "2026-01-15", "2026-02-01", None,
    ]  # fmt: skip
    # Two before the first milestone: the second of them is not an answer to the next.
    assert [row[1] for row in evidence_owed(milestones, ["2025-05-01", "2025-06-01"])] == [
        "2025-05-01", None, None,
    ]  # fmt: skip
    # Two things on one day are one package.
    assert [row[1] for row in evidence_owed(milestones, ["2026-04-01", "2026-04-01"])] == [
        "2026-04-01", None, None,
    ]  # fmt: skip


def test_a_package_of_the_day_of_a_milestone_does_not_settle_the_next():
    found = evidence_owed(["2025-06-30", "2025-12-31"], ["2025-05-01", "2025-06-30"])
    assert [row[1] for row in found] == ["2025-05-01", None]


def test_packages_are_counted_for_each_party():
    rows = made(
        "result.obligation",
        given={
            "agreement.agreement": AGREEMENT,
            "agreement.milestone": """
                agreement_id | kind         | milestone_date | responsible
                EX001        | evidence_due | 2026-03-31     | Supplier
                EX001        | evidence_due | 2026-03-31     | Register
            """,
            "agreement.evidence": """
                agreement_id | evidence_id | provided_by | received_date
                EX001        | e1          | Register    | 2026-01-01
                EX001        | e2          | Supplier    | 2026-02-01
            """,
        },
    )
    assert {row["responsible"]: str(row["done_date"]) for row in rows} == {
        "Supplier": "2026-02-01", "Register": "2026-01-01",
    }  # fmt: skip


def test_the_plan_is_owed_from_the_cut_on_and_a_reassessment_until_it_is_decided():
    rows = made(
        "result.obligation",
        given={
            "agreement.agreement": """
                agreement_id | is_proposal | start_date | reassessment_date | stop_date
                EX001        | false       | 2024-01-01 | 2026-12-31        | -
                EX002        | false       | 2024-01-01 | 2026-05-31        | -
                EX003        | false       | 2024-01-01 | 2026-05-31        | 2026-04-15
                EX004        | false       | 2024-01-01 | 2026-05-31        | 2026-07-15
                EX006        | true        | -          | 2026-07-31        | -
            """,
            "agreement.milestone": """
                agreement_id | kind                | milestone_date | responsible
                EX001        | introduction        | 2024-01-01     | Forum
                EX001        | data_cut            | 2026-03-31     | Institute
                EX001        | data_cut            | 2026-06-30     | Institute
                EX001        | data_cut            | 2026-09-30     | Institute
                EX001        | reassessment        | 2026-12-31     | Forum
                EX001        | legal_basis_expires | 2026-06-01     | Institute
                EX001        | legal_basis_expires | 2026-08-01     | Institute
                EX002        | reassessment        | 2026-05-31     | Forum
                EX003        | reassessment        | 2026-05-31     | Forum
                EX003        | stop                | 2026-04-15     | Forum
                EX004        | reassessment        | 2026-05-31     | Forum
                EX006        | reassessment        | 2026-07-31     | Forum
                EX006        | evidence_due        | 2026-01-31     | Supplier
            """,
        },
    )
    expect(
        rows,
        """
        agreement_id | kind         | what                | responsible | period_end | due_date   | done_date  | status
        EX001        | data_cut     | data_cut            | Institute   | -          | 2026-06-30 | 2026-06-30 | done
        EX001        | data_cut     | data_cut            | Institute   | -          | 2026-09-30 | -          | future
        EX001        | reassessment | reassessment        | Forum       | -          | 2026-12-31 | -          | future
        EX001        | legal_basis  | legal_basis_expires | Institute   | -          | 2026-06-01 | -          | late
        EX001        | legal_basis  | legal_basis_expires | Institute   | -          | 2026-08-01 | -          | due
        EX002        | reassessment | reassessment        | Forum       | -          | 2026-05-31 | -          | late
        EX003        | reassessment | reassessment        | Forum       | -          | 2026-05-31 | -          | late
        EX004        | reassessment | reassessment        | Forum       | -          | 2026-05-31 | -          | late
        """,
    )


@pytest.mark.parametrize(
    ("decided", "stop", "reassessment", "status", "done"),
    [
        ("2026-06-30", "-", "2026-06-30", "done", date(2026, 6, 30)),
        ("2026-07-01", "-", "2026-06-30", "due", None),
        ("2026-06-15", "-", "2026-05-31", "done", date(2026, 6, 15)),
        ("2026-06-15", "-", "2026-12-31", "done", date(2026, 6, 15)),
        (None, "2026-01-15", "2026-06-30", "due", None),
        (None, "2026-01-15", "2026-06-29", "late", None),
        (None, "2026-01-15", "2026-12-31", "future", None),
        ("2026-06-15", "2026-01-15", "2026-05-31", "done", date(2026, 6, 15)),
    ],
)
def test_only_a_recorded_decision_settles_a_reassessment(decided, stop, reassessment, status, done):
    given = {
        "agreement.agreement": "agreement_id | is_proposal | start_date | reassessment_date | stop_date\n"
        f"EX003 | false | 2024-01-01 | {reassessment} | {stop}",
        "agreement.milestone": "agreement_id | kind | milestone_date | responsible\n"
        f"EX003 | reassessment | {reassessment} | Forum\nEX003 | legal_basis_expires | 2030-01-01 | Forum",
        "agreement.reassessment_decision": "agreement_id | decision_date | outcome\n"
        + (f"EX003 | {decided} | phased_out\n" if decided else "")
        + "EX001 | 2026-01-01 | permanent",
    }
    found = {row["kind"]: (row["status"], row["done_date"]) for row in made("result.obligation", given=given)}
    assert found == {"reassessment": (status, done), "legal_basis": ("future", None)}


def test_a_proposal_is_owed_nothing_even_by_its_registers():
    rows = made(
        "result.obligation",
        given={
            "agreement.agreement": """
                agreement_id | is_proposal | start_date | reassessment_date | stop_date
                EX006        | true        | -          | 2029-06-30        | -
            """,
            "agreement.data_source": """
                agreement_id | register | responsible | purpose   | cadence | lead_days
                EX006        | npr      | NPR         | treatment | third   | 60
            """,
        },
    )
    assert rows == []
