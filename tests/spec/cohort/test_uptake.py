from tests.support.spec import expect, made

GIVEN = {
    "agreement.agreement": """
        agreement_id | is_proposal | treatment_source | treatment_register
        EX001        | false       | hospital         | inspire
        EX003        | false       | h_resept         | inspire
        EX004        | false       | h_resept         | inspire
        EX005        | false       | quality_register | nornmd
    """,
    "agreement.substance": """
        agreement_id | atc_code
        EX001        | L01FX07
        EX003        | L01EX12
        EX004        | L01EB04
        EX005        | M09AX07
    """,
    "cohort.disease_register": """
        agreement_id | names_diagnosis
        EX001        | true
        EX003        | false
        EX004        | true
        EX005        | true
    """,
    "core.source": """
        register | complete_to
        inspire  | 2025-12-31
        nornmd   | 2025-06-30
        npr      | 2020-01-01
    """,
    "reference.source_coverage": """
        source   | region_code | covers_from | covers_to
        hospital | 7           | 2019-01-01  | -
        hospital | 4           | 2019-01-01  | 2024-06-29
        hospital | 3           | 2024-01-02  | -
        hospital | 5           | -           | -
        h_resept | -           | 2019-01-01  | -
    """,
}


def _uptake(assessed: str, verdict: str = "inside", **more: str) -> list[dict]:
    rows = [line.split("|") for line in assessed.strip().splitlines()[1:]]
    verdicts = [f"{agreement} | {person} | {verdict}" for agreement, person, *_ in rows]
    return made(
        "cohort.uptake",
        {
            **GIVEN,
            "cohort.assessed_person": assessed,
            "cohort.eligibility": "\n".join(["agreement_id | person_id | verdict", *verdicts]),
            **more,
        },
    )


def test_where_the_source_does_not_deliver_nobody_is_known():
    """The treated neither: their share would be the whole. 90 days after the first of April 2024 is the 30th of June."""
    persons = {
        "served": "7",
        "ends": "4",
        "begins": "3",
        "never": "5",
        "no_region": "-",
        "treated": "5",
        "moved": "7",
    }
    uptake = _uptake(
        """
        agreement_id | person_id | is_treated | judged_at_date | starter
        EX001        | served    | false      | 2024-04-01     | -
        EX001        | ends      | false      | 2024-03-31     | -
        EX001        | ends_no   | false      | 2024-04-01     | -
        EX001        | begins    | false      | 2024-01-01     | -
        EX001        | never     | false      | 2024-04-01     | -
        EX001        | no_region | false      | 2024-04-01     | -
        EX001        | treated   | true       | 2024-04-01     | new_starter
        EX001        | moved     | true       | 2024-04-01     | new_starter
        EX001        | before    | true       | 2024-04-01     | earlier_starter
        EX004        | no_region | false      | 2024-04-01     | -
        EX005        | no_region | false      | 2024-04-01     | -
        EX003        | treated   | true       | 2024-04-01     | new_starter
        """,
        **{
            "core.person": "person_id | region_code\nends_no | 4\n"
            + "\n".join(f"{person} | {region}" for person, region in persons.items())
        },
    )
    expect(
        uptake,
        """
        agreement_id | person_id | uptake    | judged_at_date | region_code
        EX001        | served    | untreated | 2024-04-01     | 7
        EX001        | ends      | untreated | 2024-03-31     | 4
        EX001        | ends_no   | not_known | 2024-04-01     | 4
        EX001        | begins    | not_known | 2024-01-01     | 3
        EX001        | never     | not_known | 2024-04-01     | 5
        EX001        | no_region | not_known | 2024-04-01     | -
        EX001        | treated   | not_known | 2024-04-01     | 5
        EX001        | moved     | treated   | 2024-04-01     | 7
        EX004        | no_region | untreated | 2024-04-01     | -
        EX005        | no_region | untreated | 2024-04-01     | -
        """,
    )


def test_a_source_that_delivers_from_the_day_judged_covers_it():
    uptake = _uptake(
        "agreement_id | person_id | is_treated | judged_at_date\nEX001 | A | false | 2024-01-02",
        **{"core.person": "person_id | region_code\nA | 3"},
    )
    expect(uptake, "person_id | uptake\nA | untreated")


def test_who_has_the_drug_elsewhere_is_not_known_to_be_untreated():
    uptake = _uptake(
        """
        agreement_id | person_id | is_treated | judged_at_date
        EX004        | hospital  | false      | 2024-04-01
        EX004        | npr       | false      | 2024-04-01
        EX004        | other     | false      | 2024-04-01
        """,
        **{
            "core.drug_exposure": """
                person_id | atc_code | source
                hospital  | L01EB04  | hospital
                hospital  | L01EB04  | hospital
                other     | L01EX12  | hospital
                other     | L01EB04  | h_resept
            """,
            "core.episode_code": """
                person_id | code_type | code
                npr       | drug      | L01EB04
                other     | drug      | L01EX12
                other     | condition | L01EB04
            """,
        },
    )
    expect(uptake, "person_id | uptake\nhospital | not_known\nnpr | not_known\nother | untreated")


def test_who_has_been_followed_for_less_than_ninety_days_is_left_out():
    """Complete to the last of December 2025; 90 days before is the second of October."""
    assessed = """
        agreement_id | person_id | is_treated | judged_at_date | starter
        EX004        | in_time   | false      | 2025-10-02     | -
        EX004        | too_late  | false      | 2025-10-03     | -
        EX004        | treated   | true       | 2025-10-03     | new_starter
        EX005        | in_time   | false      | 2025-04-01     | -
        EX005        | too_late  | false      | 2025-04-02     | -
    """
    expect(
        _uptake(assessed, verdict="undetermined"),
        """
        agreement_id | person_id | verdict      | uptake
        EX004        | in_time   | undetermined | untreated
        EX005        | in_time   | undetermined | untreated
        """,
    )
    assert _uptake(assessed, verdict="outside") == []
