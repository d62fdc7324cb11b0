"""raw.npr_episode: the wide episode; repairable dirt comes in, the impossible does not."""

from tests.support.delivery import loaded
from tests.support.spec import expect


def test_dirt_that_core_repairs_passes():
    kept, held = loaded(
        "npr_episode",
        """
        episode_lnr | tilstand_1_1 | tilstand_20_1 | ncmp_20 | atc_5   | inndato    | utdato     | korrvekt
        1           | C50.9,       | z511          | L01FX07 | 9Z001   | 2022-03-01 | 02.03.2022 | 0,123
        2           | -            | -             | -       | -       | 2022-03-01 | 2022-03-01 | -
        """,
    )
    expect(
        kept,
        """
        episode_lnr | tilstand_1_1 | tilstand_20_1 | ncmp_20 | atc_5 | inndato    | utdato     | korrvekt
        1           | C50.9,       | z511          | L01FX07 | 9Z001 | 2022-03-01 | 2022-03-02 | 0.123
        2           | -            | -             | -       | -     | 2022-03-01 | 2022-03-01 | -
        """,
    )
    assert held == []


def test_a_corrected_row_wins_over_the_earlier_line_and_an_exact_duplicate_is_held():
    kept, held = loaded(
        "npr_episode",
        """
        lopenr     | episode_lnr | utdato     | hdg
        S000000001 | 1           | 2024-01-16 | 1
        S000000001 | 1           | 2024-01-17 | 1
        S000000002 | 1           | 2024-01-16 | 3
        S000000002 | 1           | 2024-01-16 | 3
        S000000003 | 1           | 2024-01-14 | 4
        """,
    )
    # The generated columns make lines 2/3 and 4/5 differ in more than is shown.
    assert [(row["lopenr"], row["source_line"]) for row in kept] == [("S000000001", 3), ("S000000002", 5)]
    assert held == [(2, "key.unique"), (4, "key.unique"), (6, "utdato.not_before_inndato")]
