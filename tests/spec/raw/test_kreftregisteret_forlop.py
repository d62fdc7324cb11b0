"""raw.kreftregisteret_forlop: events and biomarker results."""

from tests.support.delivery import loaded
from tests.support.spec import expect


def test_a_result_before_its_sample_and_an_unknown_biomarker_are_held():
    kept, held = loaded(
        "kreftregisteret_forlop",
        """
        hendelse_id | hendelsestype | biomarkor | resultat | verdi | enhet | proevedato | svardato
        1           | BM            | EGFR      | POS      | 62.5  | %     | 2022-03-01 | 2022-03-01
        2           | RE            | -         | -        | -     | -     | -          | -
        3           | BM            | EGFR      | NEG      | -     | -     | 2022-03-02 | 2022-03-01
        4           | BM            | EGFRx     | POSITIV  | -     | -     | 2022-03-02 | -
        """,
    )
    expect(
        kept,
        """
        hendelse_id | hendelsestype | biomarkor | resultat | verdi   | proevedato | svardato
        1           | BM            | EGFR      | POS      | 62.5000 | 2022-03-01 | 2022-03-01
        2           | RE            | -         | -        | -       | -          | -
        """,
    )
    assert held == [(4, "svardato.not_before_proevedato"), (5, "biomarkor.isin"), (5, "resultat.isin")]
