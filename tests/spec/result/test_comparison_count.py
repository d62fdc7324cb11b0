"""result.comparison_count: everybody of both groups in exactly one category."""

from tests.support.spec import expect, made

GIVEN = {
    "agreement.agreement": "agreement_id | is_proposal\nEX004 | false\nEX006 | true",
    "agreement.comparator_cohort": "agreement_id | comparator_id\nEX004 | older\nEX006 | older",
    "cohort.comparison_person": """
        agreement_id | comparator_id | arm        | person_id | standing      | is_counted
        EX004        | older         | treated    | A         | inside        | true
        EX004        | older         | treated    | B         | inside        | false
        EX004        | older         | treated    | C         | outside       | false
        EX004        | older         | treated    | D         | inside        | true
        EX004        | older         | treated    | E         | before_period | false
        EX004        | older         | comparator | B         | inside        | true
        EX004        | older         | comparator | F         | after_period  | false
        EX004        | older         | comparator | G         | undetermined  | false
    """,
    "outcome.comparison_survival": """
        agreement_id | comparator_id | arm        | person_id
        EX004        | older         | treated    | A
        EX004        | older         | comparator | B
        EX004        | older         | comparator | G
    """,
}


def test_each_is_compared_or_has_a_reason_and_nobody_is_a_zero():
    expect(
        made("result.comparison_count", GIVEN),
        """
        agreement_id | comparator_id | arm        | category      | n
        EX004        | older         | treated    | before_period | 1
        EX004        | older         | treated    | after_period  | 0
        EX004        | older         | treated    | outside       | 1
        EX004        | older         | treated    | undetermined  | 0
        EX004        | older         | treated    | other_group   | 1
        EX004        | older         | treated    | not_followed  | 1
        EX004        | older         | treated    | compared      | 1
        EX004        | older         | comparator | before_period | 0
        EX004        | older         | comparator | after_period  | 1
        EX004        | older         | comparator | outside       | 0
        EX004        | older         | comparator | undetermined  | 1
        EX004        | older         | comparator | other_group   | 0
        EX004        | older         | comparator | not_followed  | 0
        EX004        | older         | comparator | compared      | 1
        """,
    )
