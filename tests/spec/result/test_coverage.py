"""result.coverage: shares with exact limits, and no share where nothing is delivered."""

from pipelines.methods.proportion import exact_interval
from tests.support.spec import expect, made

PERSONS = """
    agreement_id | register | denominator | person_id | first_contact_date | hospital_id | region_code | is_delivered | is_found
    EX001        | inspire  | npr_drug    | A         | 2022-02-01         | 983974724   | 3           | true         | true
    EX001        | inspire  | npr_drug    | B         | 2022-02-01         | 983974724   | 3           | true         | false
    EX001        | inspire  | npr_drug    | C         | 2023-02-01         | 983974678   | 3           | true         | true
    EX001        | inspire  | npr_drug    | D         | 2023-02-01         | 983974899   | 5           | false        | false
    EX001        | inspire  | npr_drug    | E         | 2024-02-01         | -           | -           | false        | true
"""


def test_levels_divide_the_delivered_and_a_region_that_does_not_deliver_has_no_share():
    made_rows = made("result.coverage", given={"cohort.coverage_person": PERSONS})
    expect(
        made_rows,
        """
        data_cut   | grouping | level     | n_denominator | n_found | is_delivered | suppressed
        2026-06-30 | all      | all       | 5             | 3       | true         | false
        2026-06-30 | all      | delivered | 3             | 2       | true         | false
        2026-06-30 | region   | 3         | 3             | 2       | true         | false
        2026-06-30 | region   | 5         | 1             | -       | false        | false
        2026-06-30 | region   | unknown   | 1             | -       | false        | false
        2026-06-30 | hospital | 983974724 | 2             | 1       | true         | false
        2026-06-30 | hospital | 983974678 | 1             | 1       | true         | false
        2026-06-30 | hospital | 983974899 | 1             | -       | false        | false
        2026-06-30 | hospital | unknown   | 1             | -       | false        | false
        2026-06-30 | year     | 2022      | 2             | 1       | true         | false
        2026-06-30 | year     | 2023      | 1             | 1       | true         | false
        2026-06-30 | year     | 2024      | 1             | -       | false        | false
        """,
    )
    for row in made_rows:
        if row["is_delivered"]:
            assert row["share"] == row["n_found"] / row["n_denominator"]
            assert (row["lower"], row["upper"]) == exact_interval(row["n_found"], row["n_denominator"])
        else:
            assert row["share"] is row["lower"] is row["upper"] is None


def test_a_register_that_delivered_nothing_has_no_share_anywhere():
    persons = """
        agreement_id | register | denominator | person_id | first_contact_date | region_code | is_delivered | is_found
        EX005        | nornmd   | npr_drug    | A         | 2023-06-01         | 7           | false        | -
    """
    expect(
        made("result.coverage", given={"cohort.coverage_person": persons}),
        """
        grouping | level   | n_denominator | n_found | share | is_delivered
        all      | all     | 1             | -       | -     | false
        region   | 7       | 1             | -       | -     | false
        hospital | unknown | 1             | -       | -     | false
        year     | 2023    | 1             | -       | -     | false
        """,
    )


def test_persons_of_regions_that_do_not_deliver_alone_give_no_share_of_everybody():
    persons = """
        agreement_id | register | denominator | person_id | first_contact_date | region_code | is_delivered | is_found
        EX001        | inspire  | npr_drug    | A         | 2023-06-01         | 5           | false        | false
    """
    made_rows = made("result.coverage", given={"cohort.coverage_person": persons})
    expect(
        [row for row in made_rows if row["grouping"] == "all"],
        "level | n_denominator | n_found | share | is_delivered\nall | 1 | - | - | false",
    )


def test_nobody_shown_gives_no_rows():
    assert made("result.coverage", given={}) == []
