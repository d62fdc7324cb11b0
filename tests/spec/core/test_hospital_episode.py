"""core.hospital_episode: codes with dots, missing weights, DRGs for drug treatment."""

from tests.support.spec import expect, made

STUDY = "person_id\nA\nB"
DRG = """
    drg_code
    856D
"""


def test_an_episode_as_npr_sends_it():
    made_rows = made(
        "core.hospital_episode",
        given={
            "core.study_person": STUDY,
            "reference.drug_treatment_drg": DRG,
            "raw.npr_episode": """
                lopenr | episode_lnr | inndato    | utdato     | omsorgsniva | tilstand_1_1 | drg  | vekt  | korrvekt | hf        | sh_reg
                A      | 1           | 2023-01-01 | 2023-01-05 | 1           | C50.9        | 274  | 1.5   | 1.625    | 993467049 | 7
                A      | 2           | 2023-02-01 | 2023-02-01 | 2           | c341 ,       | 856D | 0.4   | -        | 983974724 | 3
                A      | 3           | 2023-02-02 | 2023-02-02 | 3           | -            | -    | -     | -        | -         | 9
                B      | 1           | 2023-02-03 | 2023-02-03 | 8           | Z511         | 850A | 0.050 | 0.000    | 983974724 | 3
                Z      | 1           | 2023-02-03 | 2023-02-03 | 8           | Z511         | 850A | 0.050 | 0.050    | 983974724 | 3
            """,
        },
    )
    expect(
        made_rows,
        """
        person_id | episode_id | admission_date | discharge_date | care_level | main_condition_code | drg_code | drg_points | is_drug_treatment_drg | hospital_id | region_code
        A         | 1          | 2023-01-01     | 2023-01-05     | inpatient  | C509                | 274      | 1.625      | false                 | 993467049   | 7
        A         | 2          | 2023-02-01     | 2023-02-01     | day        | C341                | 856D     | 0.400      | true                  | 983974724   | 3
        A         | 3          | 2023-02-02     | 2023-02-02     | outpatient | -                   | -        | -          | false                 | -           | 9
        B         | 1          | 2023-02-03     | 2023-02-03     | outpatient | Z511                | 850A     | 0.000      | false                 | 983974724   | 3
        """,
    )


def test_who_pays_is_kept_as_the_code_it_is():
    made_rows = made(
        "core.hospital_episode",
        given={
            "core.study_person": STUDY,
            "raw.npr_episode": """
                lopenr | episode_lnr | omsorgsniva | debitor
                A      | 1           | 3           | 1
                A      | 2           | 3           | 22
                A      | 3           | 3           | -
            """,
        },
    )
    expect(made_rows, "episode_id | payer_code\n1 | 1\n2 | 22\n3 | -")


def test_an_admission_is_acute_only_where_npr_says_so():
    """3 is within 24 hours, 4 planned, 5 returned."""
    made_rows = made(
        "core.hospital_episode",
        given={
            "core.study_person": STUDY,
            "raw.npr_episode": """
                lopenr | episode_lnr | omsorgsniva | innmatehast
                A      | 1           | 1           | 1
                A      | 2           | 1           | 3
                A      | 3           | 1           | 4
                A      | 4           | 1           | 5
                A      | 5           | 3           | -
            """,
        },
    )
    expect(made_rows, "episode_id | is_acute\n1 | true\n2 | false\n3 | false\n4 | false\n5 | -")
