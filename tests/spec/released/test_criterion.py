from tests.spec.released.test_attrition import withheld_counts
from tests.support.spec import expect, made

CRITERIA = """
    agreement_id | criterion_id | n_met | n_not_met | n_unknown | suppressed
    EX004        | adult        | 332   | 0         | 0         | false
    EX004        | egfr         | 310   | 3         | 19        | false
"""


def test_a_criterion_leaves_without_the_counts_withheld():
    given = {
        "result.criterion": CRITERIA,
        "released.withheld_count": withheld_counts(
            "criterion | egfr | all | all | not_met", "criterion | egfr | all | all | unknown"
        ),
    }
    expect(
        made("released.criterion", given=given),
        """
        criterion_id | n_met | n_not_met | n_unknown | suppressed
        adult        | 332   | 0         | 0         | false
        egfr         | 310   | -         | -         | true
        """,
    )


def test_what_is_withheld_of_a_hospital_or_another_topic_does_not_withhold_the_whole():
    given = {
        "result.criterion": CRITERIA,
        "released.withheld_count": withheld_counts(
            "criterion | adult | hospital | A | met", "exclusion | adult | all | all | met"
        ),
    }
    assert not any(row["suppressed"] for row in made("released.criterion", given=given))
