"""core.biomarker: tests, their results, and what is missing in them."""

from tests.support.spec import expect, made


def test_results_are_named_and_a_missing_result_stays_missing():
    made_rows = made(
        "core.biomarker",
        given={
            "core.study_person": "person_id\nA",
            "raw.kreftregisteret_forlop": """
                lopenr | sid | hendelse_id | hendelsestype | hendelsesdato | biomarkor | resultat | verdi | proevedato
                A      | 1   | h1          | BM            | 2022-01-20    | EGFR      | POS      | -     | 2022-01-10
                A      | 1   | h2          | BM            | 2022-01-20    | ALK       | NEG      | -     | 2022-01-10
                A      | 1   | h3          | BM            | 2022-01-20    | NTRK1     | IKO      | -     | 2022-01-10
                A      | 1   | h4          | BM            | 2022-01-20    | ROS1      | IU       | -     | -
                A      | 1   | h5          | BM            | 2022-01-20    | PDL1_TPS  | -        | 62.5  | 2022-01-10
                A      | 1   | h6          | BM            | 2022-01-20    | -         | POS      | -     | 2022-01-10
                A      | 1   | h7          | RE            | 2022-01-20    | -         | -        | -     | -
                Z      | 1   | h8          | BM            | 2022-01-20    | EGFR      | POS      | -     | 2022-01-10
            """,
        },
    )
    expect(
        made_rows,
        """
        person_id | tumour_id | event_id | biomarker | sample_date | result       | value
        A         | 1         | h1       | EGFR      | 2022-01-10  | positive     | -
        A         | 1         | h2       | ALK       | 2022-01-10  | negative     | -
        A         | 1         | h3       | NTRK1     | 2022-01-10  | inconclusive | -
        A         | 1         | h4       | ROS1      | 2022-01-20  | not_done     | -
        A         | 1         | h5       | PDL1_TPS  | 2022-01-10  | -            | 62.5
        """,
    )
