from tests.support.spec import expect, made


def test_sources_carry_the_cut_they_were_read_at():
    rows = made(
        "released.source",
        given={
            "core.source": """
                register | n_deliveries | complete_to | last_received | n_rows | n_quarantined
                npr      | 5            | 2026-04-30  | 2026-06-05    | 9000   | 14
            """
        },
    )
    expect(
        rows,
        """
        data_cut   | register | n_deliveries | complete_to | n_rows | n_quarantined
        2026-06-30 | npr      | 5            | 2026-04-30  | 9000   | 14
        """,
    )
