from pipelines.tables import all_tables
from tests.support.spec import expect, made

JUDGED = [
    name for name in all_tables()["cohort.judged_person"].upstream if name.startswith("cohort.criterion_")
]
HEADER = "agreement_id | criterion_id | person_id | verdict | evidence\n"


def test_absence_turns_yes_and_no_but_never_unknown():
    verdicts = made(
        "cohort.judged_person",
        {
            "agreement.criterion": """
                agreement_id | criterion_id | kind              | is_absence
                EX001        | age          | age               | false
                EX001        | no_platinum  | earlier_treatment | true
                EX001        | not_pregnant | pregnancy         | true
                EX001        | alone        | combination       | true
            """,
            "cohort.criterion_age": HEADER
            + "EX001 | age | A | met | row/1\nEX001 | age | B | unknown | -\nEX001 | age | C | not_met | row/2",
            "cohort.criterion_earlier_treatment": HEADER
            + """
                EX001 | no_platinum | A | met     | row/3
                EX001 | no_platinum | B | not_met | row/4
                EX001 | no_platinum | C | unknown | -
            """,
            "cohort.criterion_pregnancy": HEADER + "EX001 | not_pregnant | A | unknown | -",
            "cohort.criterion_combination": HEADER + "EX001 | alone | A | not_met | row/5",
        },
    )
    expect(
        verdicts,
        """
        criterion_id | person_id | verdict | evidence
        age          | A         | met     | row/1
        age          | B         | unknown | -
        age          | C         | not_met | row/2
        no_platinum  | A         | not_met | row/3
        no_platinum  | B         | met     | row/4
        no_platinum  | C         | unknown | -
        not_pregnant | A         | unknown | -
        alone        | A         | met     | row/5
        """,
    )


def test_rows_of_every_table_that_judges_are_kept():
    criteria = "agreement_id | criterion_id | is_absence\n" + "\n".join(
        f"EX001 | {name} | false" for name in JUDGED
    )
    given = {name: HEADER + f"EX001 | {name} | A | met | row/1" for name in JUDGED}
    verdicts = made("cohort.judged_person", {"agreement.criterion": criteria, **given})
    assert sorted(row["criterion_id"] for row in verdicts) == sorted(JUDGED)
    everything = {name for name in all_tables() if name.startswith("cohort.criterion_")}
    assert everything - set(JUDGED) == {"cohort.criterion_disease", "cohort.criterion_verdict"}
