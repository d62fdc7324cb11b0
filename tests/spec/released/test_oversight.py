"""released.oversight: the exact row, with the verdicts that have left."""

from tests.support.spec import expect, made


def test_verdicts_are_counted_from_what_has_been_released():
    rows = made(
        "released.oversight",
        given={
            "result.oversight": """
                agreement_id | data_cut   | status  | reassessment_date | days_left | n_late | next_due_what | next_due_date | next_due_responsible | protocol_status | binding
                EX001        | 2026-06-30 | running | 2027-06-30        | 365       | 1      | npr           | 2026-08-31    | Register             | changed         | indicative
                EX006        | 2026-06-30 | proposal | -                | -         | 0      | -             | -             | -                    | not_frozen      | indicative
            """,
            "released.assessment": """
                agreement_id | assumption_id | verdict
                EX001        | a             | cannot_tell_yet
                EX001        | b             | cannot_tell_yet
                EX001        | c             | holds
            """,
        },
    )
    expect(
        rows,
        """
        agreement_id | status   | days_left | n_late | next_due_what | next_due_responsible | protocol_status | n_holds | n_does_not_hold | n_cannot_tell_yet | binding
        EX001        | running  | 365       | 1      | npr           | Register             | changed         | 1       | 0               | 2                 | indicative
        EX006        | proposal | -         | 0      | -             | -                    | not_frozen      | 0       | 0               | 0                 | indicative
        """,
    )
