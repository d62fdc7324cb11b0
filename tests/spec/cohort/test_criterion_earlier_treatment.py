from tests.support.spec import expect, made

PERSONS = """
    agreement_id | person_id | judged_at_date
    EX001        | A         | 2023-01-01
    EX001        | B         | 2023-01-01
    EX001        | C         | 2023-01-01
    EX001        | D         | 2023-01-01
"""


def test_recorded_lines_are_a_lower_limit_unless_the_history_is_complete():
    verdicts = made(
        "cohort.criterion_earlier_treatment",
        {
            "cohort.assessed_person": PERSONS.replace("D  ", "nobody") + "    EX001 | D | 2023-01-01",
            "agreement.criterion": """
                agreement_id | criterion_id | kind              | subject | minimum | maximum
                EX001        | two_or_more  | earlier_treatment | lines   | 2       | -
                EX001        | none         | earlier_treatment | lines   | -       | 1
                EX001        | one          | earlier_treatment | lines   | 1       | 2
            """,
            "cohort.treatment_history": """
                agreement_id | person_id | n_earlier_lines | is_complete
                EX001        | A         | 2               | false
                EX001        | B         | 1               | false
                EX001        | C         | 1               | true
                EX001        | D         | 0               | true
            """,
        },
    )
    expect(
        [row for row in verdicts if row["person_id"] != "nobody"],
        """
        criterion_id | person_id | verdict | evidence
        two_or_more  | A         | met     | cohort.treatment_history/A
        two_or_more  | B         | unknown | -
        two_or_more  | C         | not_met | cohort.treatment_history/C
        two_or_more  | D         | not_met | cohort.treatment_history/D
        none         | A         | not_met | cohort.treatment_history/A
        none         | B         | not_met | cohort.treatment_history/B
        none         | C         | not_met | cohort.treatment_history/C
        none         | D         | met     | cohort.treatment_history/D
        one          | A         | not_met | cohort.treatment_history/A
        one          | B         | unknown | -
        one          | C         | met     | cohort.treatment_history/C
        one          | D         | not_met | cohort.treatment_history/D
        """,
    )
    assert {row["verdict"] for row in verdicts if row["person_id"] == "nobody"} == {"unknown"}


def test_substances_and_regimens_given_before_the_day():
    verdicts = made(
        "cohort.criterion_earlier_treatment",
        {
            "cohort.assessed_person": """
                agreement_id | person_id | judged_at_date
                EX001        | given     | 2023-01-01
                EX001        | same_day  | 2023-01-01
                EX001        | other     | 2023-01-01
                EX001        | unnamed   | 2023-01-01
                EX001        | gap       | 2023-01-01
            """,
            "agreement.substance": "agreement_id | atc_code\nEX005 | M09AX07",
            "agreement.criterion": """
                agreement_id | criterion_id | kind              | subject    | within_days
                EX001        | platinum     | earlier_treatment | substances | -
                EX001        | lately       | earlier_treatment | substances | 30
                EX001        | hormone      | earlier_treatment | substances | -
                EX001        | regimen      | earlier_treatment | regimens   | -
            """,
            "agreement.criterion_value": """
                agreement_id | criterion_id | value
                EX001        | platinum     | L01XA
                EX001        | platinum     | M09AX07
                EX001        | lately       | L01XA
                EX001        | hormone      | L02BG
                EX001        | regimen      | 0062
            """,
            "core.drug_exposure": """
                person_id | exposure_id | atc_code | regimen_code | exposure_date
                given     | hospital/2  | L01XA02  | 0062         | 2022-12-01
                given     | hospital/1  | L01XA02  | 0062         | 2022-12-01
                same_day  | hospital/3  | L01XA02  | 0062         | 2023-01-01
                other     | hospital/4  | L01CD01  | 0097         | 2022-12-02
                unnamed   | hospital/5  | L01CD01  | -            | 2022-12-02
                gap       | hospital/6  | L01CD01  | 0097         | 2022-12-02
            """,
            "cohort.treatment_history": """
                agreement_id | person_id | is_complete
                EX001        | given     | false
                EX001        | same_day  | true
                EX001        | other     | true
                EX001        | unnamed   | true
                EX001        | gap       | false
            """,
        },
    )
    expect(
        verdicts,
        """
        criterion_id | person_id | verdict | evidence
        platinum     | given     | met     | core.drug_exposure/hospital/1
        platinum     | same_day  | not_met | cohort.treatment_history/same_day
        platinum     | other     | not_met | cohort.treatment_history/other
        platinum     | unnamed   | not_met | cohort.treatment_history/unnamed
        platinum     | gap       | unknown | -
        lately       | given     | unknown | -
        lately       | same_day  | not_met | cohort.treatment_history/same_day
        lately       | other     | not_met | cohort.treatment_history/other
        lately       | unnamed   | not_met | cohort.treatment_history/unnamed
        lately       | gap       | unknown | -
        hormone      | given     | unknown | -
        hormone      | same_day  | unknown | -
        hormone      | other     | unknown | -
        hormone      | unnamed   | unknown | -
        hormone      | gap       | unknown | -
        regimen      | given     | met     | core.drug_exposure/hospital/1
        regimen      | same_day  | not_met | cohort.treatment_history/same_day
        regimen      | other     | not_met | cohort.treatment_history/other
        regimen      | unnamed   | unknown | -
        regimen      | gap       | unknown | -
        """,
    )


def test_a_transplantation_before_the_day():
    """None recorded is none only for a disease diagnosed since NPR has been complete, and to where it is."""
    verdicts = made(
        "cohort.criterion_earlier_treatment",
        {
            "cohort.assessed_person": """
                agreement_id | person_id    | judged_at_date
                EX001        | before       | 2023-01-01
                EX001        | same_stay    | 2023-01-01
                EX001        | told_of      | 2023-01-01
                EX001        | told_later   | 2023-01-01
                EX001        | none         | 2023-01-01
                EX001        | too_late     | 2023-07-01
                EX001        | old_disease  | 2023-01-01
                EX001        | no_disease   | 2023-01-01
            """,
            "agreement.criterion": """
                agreement_id | criterion_id | kind              | subject    | within_days
                EX001        | ever         | earlier_treatment | transplant | -
                EX001        | lately       | earlier_treatment | transplant | 30
            """,
            "reference.code_list": """
                list       | code_system | code   | valid_from | valid_to
                transplant | drg         | 481    | 2008-01-01 | -
                transplant | procedure   | RAGG15 | 2008-01-01 | -
                transplant | icd10       | Z948   | 2020-01-01 | -
                pregnancy  | drg         | 1      | 2022-01-01 | -
            """,
            "core.source": """
                register | complete_to
                npr      | 2023-06-30
                inspire  | 2024-06-30
            """,
            "cohort.transplant": """
                person_id  | transplant_date | is_dated | evidence
                before     | 2022-12-01      | true     | npr_episode/1
                before     | 2023-02-01      | true     | npr_episode/0
                same_stay  | 2023-01-01      | true     | npr_episode/2
                told_of    | 2023-01-01      | false    | npr_episode/3
                told_later | 2023-01-02      | false    | npr_episode/4
            """,
            "cohort.treatment_history": """
                agreement_id | person_id   | disease_from_date | is_complete
                EX001        | before      | 2020-01-01        | false
                EX001        | same_stay   | 2020-01-01        | false
                EX001        | told_of     | 2020-01-01        | false
                EX001        | told_later  | 2020-01-01        | false
                EX001        | none        | 2008-01-01        | false
                EX001        | too_late    | 2008-01-01        | true
                EX001        | old_disease | 2007-12-31        | true
                EX001        | no_disease  | -                 | false
            """,
        },
    )
    expect(
        verdicts,
        """
        criterion_id | person_id   | verdict | evidence
        ever         | before      | met     | npr_episode/1
        ever         | same_stay   | not_met | cohort.treatment_history/same_stay
        ever         | told_of     | met     | npr_episode/3
        ever         | told_later  | unknown | -
        ever         | none        | not_met | cohort.treatment_history/none
        ever         | too_late    | unknown | -
        ever         | old_disease | unknown | -
        ever         | no_disease  | unknown | -
        lately       | before      | not_met | cohort.treatment_history/before
        lately       | same_stay   | not_met | cohort.treatment_history/same_stay
        lately       | told_of     | unknown | -
        lately       | told_later  | unknown | -
        lately       | none        | not_met | cohort.treatment_history/none
        lately       | too_late    | unknown | -
        lately       | old_disease | unknown | -
        lately       | no_disease  | unknown | -
        """,
    )


def test_the_last_days_count_from_the_first_of_them():
    """30 days before the 31st of January is the 1st. What another agreement lists under the same name is no value."""
    verdicts = made(
        "cohort.criterion_earlier_treatment",
        {
            "cohort.assessed_person": """
                agreement_id | person_id | judged_at_date
                EX001        | first_day | 2023-01-31
                EX001        | day_early | 2023-01-31
                EX001        | taxane    | 2023-01-31
            """,
            "agreement.criterion": """
                agreement_id | criterion_id | kind              | subject    | within_days
                EX001        | platinum     | earlier_treatment | substances | 30
                EX001        | transplant   | earlier_treatment | transplant | 30
            """,
            "agreement.criterion_value": """
                agreement_id | criterion_id | value
                EX001        | platinum     | L01XA
                EX002        | platinum     | L01CD
            """,
            "reference.code_list": "list | code_system | code | valid_from\ntransplant | drg | 481 | 2008-01-01",
            "core.source": "register | complete_to\nnpr | 2023-06-30",
            "core.drug_exposure": """
                person_id | exposure_id | atc_code | exposure_date
                first_day | hospital/1  | L01XA02  | 2023-01-01
                day_early | hospital/2  | L01XA02  | 2022-12-31
                taxane    | hospital/3  | L01CD01  | 2023-01-10
            """,
            "cohort.transplant": """
                person_id | transplant_date | is_dated | evidence
                first_day | 2023-01-01      | true     | npr_episode/1
                day_early | 2022-12-31      | true     | npr_episode/2
            """,
            "cohort.treatment_history": """
                agreement_id | person_id | disease_from_date | is_complete
                EX001        | first_day | 2020-01-01        | true
                EX001        | day_early | 2020-01-01        | true
                EX001        | taxane    | 2020-01-01        | true
            """,
        },
    )
    expect(
        verdicts,
        """
        criterion_id | person_id | verdict
        platinum     | first_day | met
        platinum     | day_early | not_met
        platinum     | taxane    | not_met
        transplant   | first_day | met
        transplant   | day_early | not_met
        transplant   | taxane    | not_met
        """,
    )


def test_no_transplantation_is_known_from_the_last_of_the_codes_in_use_to_the_day_npr_is_complete_to():
    """A contact that tells of one at an unknown time leaves open a limited time, whatever else is dated."""
    verdicts = made(
        "cohort.criterion_earlier_treatment",
        {
            "cohort.assessed_person": """
                agreement_id | person_id   | judged_at_date
                EX001        | last_day    | 2023-06-30
                EX001        | day_later   | 2023-07-01
                EX001        | older       | 2023-01-01
                EX001        | two         | 2023-01-01
            """,
            "agreement.criterion": """
                agreement_id | criterion_id | kind              | subject    | within_days
                EX001        | lately       | earlier_treatment | transplant | 30
            """,
            "reference.code_list": """
                list       | code_system | code   | valid_from | valid_to
                transplant | drg         | 481    | 2008-01-01 | -
                transplant | procedure   | RAGG15 | 2010-01-01 | -
                transplant | procedure   | RAGG05 | 2012-01-01 | 2014-12-31
            """,
            "core.source": "register | complete_to\nnpr | 2023-06-30",
            "cohort.transplant": """
                person_id | transplant_date | is_dated | evidence
                two       | 2021-01-01      | true     | npr_episode/1
                two       | 2020-01-01      | false    | npr_episode/2
            """,
            "cohort.treatment_history": """
                agreement_id | person_id | disease_from_date
                EX001        | last_day  | 2010-01-01
                EX001        | day_later | 2010-01-01
                EX001        | older     | 2009-12-31
                EX001        | two       | 2020-01-01
            """,
        },
    )
    expect(
        verdicts,
        """
        person_id | verdict
        last_day  | not_met
        day_later | unknown
        older     | unknown
        two       | unknown
        """,
    )


def test_without_persons_nothing_is_judged():
    criterion = "agreement_id | criterion_id | kind | subject\nEX001 | a | earlier_treatment | transplant"
    assert made("cohort.criterion_earlier_treatment", {"agreement.criterion": criterion}) == []
