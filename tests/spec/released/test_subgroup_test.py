from tests.support.spec import expect, made


def test_p_values_leave_without_counts_and_for_one_of_the_nested_groups():
    rows = made(
        "released.subgroup_test",
        given={
            "result.subgroup_test": """
                agreement_id | cohort      | subgroup | measure          | variant      | n_levels | n   | n_events | fewest_events | chi_square | degrees_of_freedom | p_value | n_tests | p_value_corrected | suppressed
                EX004        | inside      | age      | overall_survival | kaplan_meier | 2        | 300 | 90       | 40            | 4          | 1                  | 0.04550026389635839 | 2 | 0.09100052779271678 | false
                EX004        | all_treated | age      | overall_survival | kaplan_meier | 2        | 320 | 95       | 42            | 4          | 1                  | 0.0455  | 2       | 0.091             | false
            """
        },
    )
    expect(
        rows,
        """
        cohort | n | n_events | fewest_events | chi_square | p_value | p_value_corrected
        inside | - | -        | -             | -          | 0.046   | 0.091
        """,
    )
