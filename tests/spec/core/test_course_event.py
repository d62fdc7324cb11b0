"""core.course_event: reports of the course of disease, without biomarker tests."""

from tests.support.spec import expect, made


def test_event_types_are_named_and_biomarkers_left_to_their_own_table():
    made_rows = made(
        "core.course_event",
        given={
            "core.study_person": "person_id\nA",
            "raw.kreftregisteret_forlop": """
                lopenr | sid | hendelse_id | hendelsestype | hendelsesdato
                A      | 1   | h1          | RE            | 2022-01-01
                A      | 1   | h2          | PR            | 2022-02-01
                A      | 1   | h3          | ME            | 2022-03-01
                A      | 1   | h4          | RS            | 2022-04-01
                A      | 1   | h5          | KR            | 2022-05-01
                A      | 1   | h6          | BM            | 2022-06-01
                Z      | 9   | h7          | RE            | 2022-06-01
            """,
        },
    )
    expect(
        made_rows,
        """
        person_id | tumour_id | event_id | event_type         | event_date
        A         | 1         | h1       | relapse            | 2022-01-01
        A         | 1         | h2       | progression        | 2022-02-01
        A         | 1         | h3       | metastasis         | 2022-03-01
        A         | 1         | h4       | response           | 2022-04-01
        A         | 1         | h5       | complete_remission | 2022-05-01
        """,
    )
