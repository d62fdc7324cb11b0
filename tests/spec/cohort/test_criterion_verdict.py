from tests.support.spec import expect, made

ONE = """
    agreement_id | criterion_id | person_id | verdict | evidence
    EX001        | {kind}       | A         | met     | row/1
"""
KINDS = ("age", "diagnosis", "morphology", "biomarker", "course_event", "stage", "not_observable")


def test_every_kind_is_put_under_its_name():
    verdicts = made(
        "cohort.criterion_verdict", {f"cohort.criterion_{kind}": ONE.format(kind=kind) for kind in KINDS}
    )
    expect(
        verdicts,
        """
        agreement_id | criterion_id   | kind           | person_id | verdict | evidence
        EX001        | age            | age            | A         | met     | row/1
        EX001        | diagnosis      | diagnosis      | A         | met     | row/1
        EX001        | morphology     | morphology     | A         | met     | row/1
        EX001        | biomarker      | biomarker      | A         | met     | row/1
        EX001        | course_event   | course_event   | A         | met     | row/1
        EX001        | stage          | stage          | A         | met     | row/1
        EX001        | not_observable | not_observable | A         | met     | row/1
        """,
    )
