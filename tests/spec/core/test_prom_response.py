"""core.prom_response: answers, and the invitations that got none."""

from tests.support.spec import expect, made


def test_invitations_without_an_answer_are_kept():
    made_rows = made(
        "core.prom_response",
        given={
            "core.study_person": "person_id\nA",
            "raw.prom_skjema": """
                lopenr | invitert_dato | svardato   | tidspunkt | gruppe | status | eq5d_mo | eq5d_sc | eq5d_ua | eq5d_pd | eq5d_ad | eq_vas | eq5d_indeks | tariff    | qlq_1 | qlq_30
                A      | 2022-01-01    | 2022-01-09 | T0        | 1      | B      | 1       | 2       | 3       | 4       | 5       | 70     | 0.712       | NO5L_2024 | 4     | 7
                A      | 2023-01-01    | 2023-01-09 | T12       | 1      | D      | 1       | -       | -       | -       | -       | -      | -           | -         | -     | -
                A      | 2024-01-01    | -          | T24       | 1      | I      | -       | -       | -       | -       | -       | -      | -           | -         | -     | -
                A      | 2021-01-01    | -          | T0        | 2      | U      | -       | -       | -       | -       | -       | -      | -           | -         | -     | -
                Z      | 2022-01-01    | -          | T0        | 1      | I      | -       | -       | -       | -       | -       | -      | -           | -         | -     | -
            """,
        },
    )
    expect(
        made_rows,
        """
        person_id | invited_date | answered_date | time_point | respondent_group | response_status | eq5d_mobility | eq5d_self_care | eq5d_usual_activities | eq5d_pain | eq5d_anxiety | eq_vas | eq5d_index | tariff    | qlq_1 | qlq_2 | qlq_30
        A         | 2022-01-01   | 2022-01-09    | T0         | patient          | answered        | 1             | 2              | 3                     | 4         | 5            | 70     | 0.712      | NO5L_2024 | 4     | -     | 7
        A         | 2023-01-01   | 2023-01-09    | T12        | patient          | partial         | 1             | -              | -                     | -         | -            | -      | -          | -         | -     | -     | -
        A         | 2024-01-01   | -             | T24        | patient          | no_answer       | -             | -              | -                     | -         | -            | -      | -          | -         | -     | -     | -
        A         | 2021-01-01   | -             | T0         | control          | unreachable     | -             | -              | -                     | -         | -            | -      | -          | -         | -     | -     | -
        """,
    )
