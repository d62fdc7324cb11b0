from datetime import date

from tests.support.spec import expect, made

GIVEN = {
    "agreement.agreement": """
        agreement_id | is_proposal | treatment_source | treatment_register
        EX001        | false       | hospital         | inspire
        EX003        | false       | h_resept         | inspire
        EX005        | false       | quality_register | nornmd
        EX006        | true        | hospital         | inspire
    """,
    "core.source": """
        register | complete_to
        inspire  | 2026-03-31
        npr      | 2026-04-30
    """,
}


def test_each_agreement_follows_its_own_registers():
    """NORNMD has not delivered: nothing is known of its treatments, and nothing is assumed."""
    expect(
        made("outcome.source_follow_up", GIVEN),
        """
        agreement_id | record_kind | register | followed_to_date
        EX001        | drug        | inspire  | 2026-03-31
        EX001        | hospital    | npr      | 2026-04-30
        EX003        | drug        | inspire  | 2026-03-31
        EX003        | hospital    | npr      | 2026-04-30
        EX005        | hospital    | npr      | 2026-04-30
        """,
    )


def test_a_cut_before_the_complete_to_date_ends_follow_up():
    followed = made("outcome.source_follow_up", GIVEN, data_cut=date(2026, 4, 15))
    expect(
        [row for row in followed if row["agreement_id"] == "EX001"],
        """
        record_kind | followed_to_date
        drug        | 2026-03-31
        hospital    | 2026-04-15
        """,
    )
