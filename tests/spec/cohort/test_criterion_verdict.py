from pipelines.tables import all_tables
from tests.support.spec import expect, made

JUDGED = [
    name for name in all_tables()["cohort.criterion_verdict"].upstream if name.startswith("cohort.criterion_")
]
HEADER = "agreement_id | criterion_id | person_id | verdict | evidence\n"


def test_every_kind_is_named_and_absence_turns_yes_and_no_but_never_unknown():
    verdicts = made(
        "cohort.criterion_verdict",
        {
            "agreement.criterion": """
                agreement_id | criterion_id | kind       | is_absence
                EX001        | age          | age        | false
                EX001        | no_marker    | biomarker  | true
                EX001        | leukaemia    | diagnosis  | false
                EX001        | spread       | stage      | false
            """,
            "cohort.criterion_age": HEADER + "EX001 | age | A | met | row/1\nEX001 | age | B | unknown | -",
            "cohort.criterion_biomarker": HEADER
            + """
                EX001 | no_marker | A | met     | row/2
                EX001 | no_marker | B | not_met | row/3
                EX001 | no_marker | C | unknown | -
            """,
            "cohort.criterion_disease": HEADER
            + "EX001 | leukaemia | A | not_met | row/4\nEX001 | spread | A | unknown | -",
        },
    )
    expect(
        verdicts,
        """
        agreement_id | criterion_id | kind      | person_id | verdict | evidence
        EX001        | age          | age       | A         | met     | row/1
        EX001        | age          | age       | B         | unknown | -
        EX001        | no_marker    | biomarker | A         | not_met | row/2
        EX001        | no_marker    | biomarker | B         | met     | row/3
        EX001        | no_marker    | biomarker | C         | unknown | -
        EX001        | leukaemia    | diagnosis | A         | not_met | row/4
        EX001        | spread       | stage     | A         | unknown | -
        """,
    )


def test_rows_of_every_table_that_judges_are_kept():
    one = HEADER + "EX001 | {table} | A | met | row/1"
    criteria = "agreement_id | criterion_id | kind | is_absence\n" + "\n".join(
        f"EX001 | {name} | age | false" for name in JUDGED
    )
    verdicts = made(
        "cohort.criterion_verdict",
        {"agreement.criterion": criteria, **{name: one.format(table=name) for name in JUDGED}},
    )
    assert sorted(row["criterion_id"] for row in verdicts) == sorted(JUDGED)
