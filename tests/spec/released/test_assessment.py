from tests.support.spec import expect, made


def test_the_verdict_stays_where_its_numbers_are_withheld():
    rows = made(
        "released.assessment",
        given={
            "result.assessment": """
                agreement_id | assumption_id | measure | variant | cohort | time_days | observed | observed_lower | observed_upper | verdict
                EX001 | a | overall_survival | kaplan_meier | inside | 365 | 0.4 | 0.2 | 0.6 | cannot_tell_yet
                EX001 | b | overall_survival_median | kaplan_meier | inside | - | 210 | 150 | - | holds
            """,
            "released.estimate": """
                agreement_id | cohort | subgroup | measure | variant | time_days | suppressed
                EX001 | inside | all | overall_survival | kaplan_meier | 365 | true
                EX001 | inside | all | overall_survival_median | kaplan_meier | - | false
            """,
        },
    )
    expect(
        rows,
        """
        assumption_id | observed | observed_lower | observed_upper | verdict         | suppressed
        a             | -        | -              | -              | cannot_tell_yet | true
        b             | 210      | 150            | -              | holds           | false
        """,
    )


def test_the_limits_of_a_share_stay_where_the_undetermined_do():
    rows = made(
        "released.assessment",
        given={
            "result.assessment": """
                agreement_id | assumption_id | measure | variant | cohort | time_days | observed | observed_upper
                EX001 | a | share_inside | new_starters | all_treated | - | 0.9 | 0.97
            """,
            "released.estimate": """
                agreement_id | cohort | subgroup | measure | variant | time_days | suppressed
                EX001 | all_treated | all | share_inside | new_starters | - | false
                EX001 | all_treated | all | share_undetermined | new_starters | - | true
            """,
        },
    )
    expect(rows, "assumption_id | observed | observed_upper | suppressed\na | 0.9 | - | false")


def test_the_limits_of_a_reported_share_stay_where_the_unknown_of_its_window_do():
    row = "EX001 | inside | all | {} | any_response | {} | {}\n"
    rows = made(
        "released.assessment",
        given={
            "result.assessment": """
                agreement_id | assumption_id | measure | variant | cohort | time_days | observed | observed_upper
                EX001 | a | share_response_reported | any_response | inside | 56 | 0.3 | 1
                EX001 | b | share_response_reported | any_response | inside | 84 | 0.4 | 1
            """,
            "released.estimate": "agreement_id | cohort | subgroup | measure | variant | time_days | suppressed\n"
            + row.format("share_response_reported", 56, "false")
            + row.format("share_response_unknown", 56, "false")
            + row.format("share_response_reported", 84, "false")
            + row.format("share_response_unknown", 84, "true"),
        },
    )
    expect(rows, "assumption_id | observed | observed_upper\na | 0.3 | 1\nb | 0.4 | -")


def test_what_was_observed_is_told_as_rounded_as_the_estimate():
    """The verdict was reached from 0.4321; who reads 0.43 beside it could not work the rest out."""
    rows = made(
        "released.assessment",
        given={
            "result.assessment": """
                agreement_id | assumption_id | measure | variant | cohort | time_days | observed | observed_lower | observed_upper | verdict
                EX001 | a | overall_survival | kaplan_meier | inside | 365 | 0.4321 | 0.2876 | 0.5149 | holds
            """,
            "released.estimate": """
                agreement_id | cohort | subgroup | measure | variant | time_days | estimate | lower | upper | rounded_to | suppressed
                EX001 | inside | all | overall_survival | kaplan_meier | 365 | 0.43 | 0.29 | - | 0.01 | false
            """,
        },
    )
    expect(
        rows,
        "observed | observed_lower | observed_upper | verdict | suppressed\n0.43 | 0.29 | - | holds | false",
    )
