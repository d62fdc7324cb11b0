"""Everything here is judged for records complete to 2024-04-30, so that D of gap_60 is 2024-03-01."""

from tests.support.spec import expect, made

RULES = """
    agreement_id | variant   | permitted_gap_days | with_tail
    EX003        | gap_60    | 60                 | true
"""
LAST_DOSE = """
    agreement_id | variant   | permitted_gap_days | with_tail
    EX003        | last_dose | 90                 | false
"""
COMPLETE = """
    agreement_id | record_kind | followed_to_date
    EX003        | drug        | 2024-04-30
    EX003        | hospital    | 2020-01-01
"""


def treated(*persons: str) -> str:
    """All of them begin on the first of January 2024."""
    head = "agreement_id | person_id | index_date | starter"
    return "\n".join([head, *(f"EX003 | {person} | 2024-01-01 | new_starter" for person in persons)])


def followed(**dates: tuple[str, str]) -> str:
    """Death and emigration of each person; vital status is complete long after."""
    head = "agreement_id | person_id | index_date | death_date | emigration_date | followed_to_date"
    rows = [
        f"EX003 | {person} | 2024-01-01 | {death} | {emigration} | 2024-12-31"
        for person, (death, emigration) in dates.items()
    ]
    return "\n".join([head, *rows])


NOTHING = ("-", "-")


def test_coverage_that_reaches_d_is_censored_there():
    """One day before D coverage has ended; on D it has not. A later record that bridges has moved the end."""
    durations = made(
        "outcome.treatment_duration",
        {
            "cohort.treated_person": treated("before", "on_d", "bridged"),
            "agreement.duration_rule": RULES,
            "outcome.source_follow_up": COMPLETE,
            "outcome.vital_follow_up": followed(before=NOTHING, on_d=NOTHING, bridged=NOTHING),
            "outcome.treatment_course": """
                agreement_id | person_id | variant | last_exposure_date | coverage_end
                EX003        | before    | gap_60  | 2024-02-01         | 2024-02-29
                EX003        | on_d      | gap_60  | 2024-02-02         | 2024-03-01
                EX003        | bridged   | gap_60  | 2024-04-15         | 2024-05-13
            """,
        },
    )
    expect(
        durations,
        """
        person_id | variant | time_days | is_event | end_reason
        before    | gap_60  | 59        | true     | stopped
        on_d      | gap_60  | 60        | false    | complete_to
        bridged   | gap_60  | 60        | false    | complete_to
        """,
    )


def test_who_starts_on_or_after_d_or_started_before_the_agreement_has_no_row():
    durations = made(
        "outcome.treatment_duration",
        {
            "cohort.treated_person": """
                agreement_id | person_id | index_date | starter
                EX003        | day_before | 2024-02-29 | new_starter
                EX003        | on_d       | 2024-03-01 | new_starter
                EX003        | earlier    | 2021-01-01 | earlier_starter
            """,
            "agreement.duration_rule": RULES,
            "outcome.source_follow_up": COMPLETE,
            "outcome.vital_follow_up": followed(day_before=NOTHING, on_d=NOTHING, earlier=NOTHING),
            "outcome.treatment_course": """
                agreement_id | person_id  | variant | last_exposure_date | coverage_end
                EX003        | day_before | gap_60  | 2024-02-29         | 2024-03-28
                EX003        | on_d       | gap_60  | 2024-03-01         | 2024-03-29
                EX003        | earlier    | gap_60  | 2021-01-01         | 2021-01-29
            """,
        },
    )
    expect(
        durations,
        """
        person_id  | time_days | is_event | end_reason
        day_before | 1         | false    | complete_to
        """,
    )


def test_death_ends_treatment_only_while_covered():
    """Dead on the last covered day, on the first day without cover, within the gap, after D."""
    durations = made(
        "outcome.treatment_duration",
        {
            "cohort.treated_person": treated("covered", "end_day", "in_gap", "after_d"),
            "agreement.duration_rule": RULES,
            "outcome.source_follow_up": COMPLETE,
            "outcome.vital_follow_up": followed(
                covered=("2024-01-28", "-"),
                end_day=("2024-01-29", "-"),
                in_gap=("2024-02-10", "-"),
                after_d=("2024-03-10", "-"),
            ),
            "outcome.treatment_course": """
                agreement_id | person_id | variant | last_exposure_date | coverage_end
                EX003        | covered   | gap_60  | 2024-01-01         | 2024-01-29
                EX003        | end_day   | gap_60  | 2024-01-01         | 2024-01-29
                EX003        | in_gap    | gap_60  | 2024-01-01         | 2024-01-29
                EX003        | after_d   | gap_60  | 2024-03-01         | 2024-03-29
            """,
        },
    )
    expect(
        durations,
        """
        person_id | time_days | is_event | end_reason
        covered   | 27        | true     | death
        end_day   | 28        | true     | stopped
        in_gap    | 28        | true     | stopped
        after_d   | 60        | false    | complete_to
        """,
    )


def test_next_line_ends_treatment_before_coverage_does():
    durations = made(
        "outcome.treatment_duration",
        {
            "cohort.treated_person": treated("switched", "after_end", "after_d"),
            "agreement.duration_rule": RULES,
            "outcome.source_follow_up": COMPLETE,
            "outcome.vital_follow_up": followed(switched=NOTHING, after_end=NOTHING, after_d=NOTHING),
            "outcome.next_line": """
                agreement_id | person_id | next_line_date
                EX003        | switched  | 2024-02-10
                EX003        | after_end | 2024-02-10
                EX003        | after_d   | 2024-03-01
            """,
            "outcome.treatment_course": """
                agreement_id | person_id | variant | last_exposure_date | coverage_end
                EX003        | switched  | gap_60  | 2024-02-01         | 2024-03-29
                EX003        | after_end | gap_60  | 2024-01-01         | 2024-01-29
                EX003        | after_d   | gap_60  | 2024-02-20         | 2024-03-19
            """,
        },
    )
    expect(
        durations,
        """
        person_id | time_days | is_event | end_reason
        switched  | 40        | true     | next_line
        after_end | 28        | true     | stopped
        after_d   | 60        | false    | complete_to
        """,
    )


def test_emigration_censors():
    """Covered on the day of leaving: censored. Stopped before: the end was seen."""
    durations = made(
        "outcome.treatment_duration",
        {
            "cohort.treated_person": treated("covered", "stopped", "first_day"),
            "agreement.duration_rule": RULES,
            "outcome.source_follow_up": COMPLETE,
            "outcome.vital_follow_up": followed(
                covered=("-", "2024-01-20"), stopped=("-", "2024-01-30"), first_day=("-", "2024-01-01")
            ),
            "outcome.treatment_course": """
                agreement_id | person_id | variant | last_exposure_date | coverage_end
                EX003        | covered   | gap_60  | 2024-01-01         | 2024-01-29
                EX003        | stopped   | gap_60  | 2024-01-01         | 2024-01-29
                EX003        | first_day | gap_60  | 2024-01-01         | 2024-01-29
            """,
        },
    )
    expect(
        durations,
        """
        person_id | time_days | is_event | end_reason
        covered   | 19        | false    | emigrated
        stopped   | 28        | true     | stopped
        first_day | 0         | false    | emigrated
        """,
    )


def test_last_dose_counts_no_tail():
    """D is 2024-01-31 here. One record only: an event on day 0. A death settles which dose was the last."""
    durations = made(
        "outcome.treatment_duration",
        {
            "cohort.treated_person": treated("single", "two", "reaches_d", "died", "died_same_day", "left"),
            "agreement.duration_rule": LAST_DOSE,
            "outcome.source_follow_up": COMPLETE,
            "outcome.vital_follow_up": followed(
                single=NOTHING,
                two=NOTHING,
                reaches_d=NOTHING,
                died=("2024-01-25", "-"),
                died_same_day=("2024-01-20", "-"),
                left=("-", "2024-01-25"),
            ),
            "outcome.treatment_course": """
                agreement_id | person_id     | variant   | last_exposure_date | coverage_end
                EX003        | single        | last_dose | 2024-01-01         | 2024-01-05
                EX003        | two           | last_dose | 2024-01-20         | 2024-01-30
                EX003        | reaches_d     | last_dose | 2024-01-20         | 2024-01-31
                EX003        | died          | last_dose | 2024-01-20         | 2024-02-17
                EX003        | died_same_day | last_dose | 2024-01-20         | 2024-02-17
                EX003        | left          | last_dose | 2024-01-20         | 2024-02-17
            """,
        },
    )
    expect(
        durations,
        """
        person_id     | time_days | is_event | end_reason
        single        | 0         | true     | stopped
        two           | 19        | true     | stopped
        reaches_d     | 30        | false    | complete_to
        died          | 19        | true     | death
        died_same_day | 19        | true     | death
        left          | 24        | false    | emigrated
        """,
    )


def test_nothing_is_judged_beyond_known_vital_status():
    """Vital status ends before D: who is covered then may be dead."""
    durations = made(
        "outcome.treatment_duration",
        {
            "cohort.treated_person": treated("A"),
            "agreement.duration_rule": RULES,
            "outcome.source_follow_up": COMPLETE,
            "outcome.vital_follow_up": """
                agreement_id | person_id | index_date | followed_to_date
                EX003        | A         | 2024-01-01 | 2024-01-31
            """,
            "outcome.treatment_course": """
                agreement_id | person_id | variant | last_exposure_date | coverage_end
                EX003        | A         | gap_60  | 2024-01-20         | 2024-02-17
            """,
        },
    )
    expect(
        durations,
        """
        person_id | time_days | is_event | end_reason
        A         | 30        | false    | complete_to
        """,
    )


def test_last_dose_is_judged_before_d_by_the_days_a_record_covers():
    """D is 2024-01-31 and a pack lasts 14 days, so the rule looks to 17 January. Covered to the end: not known."""
    durations = made(
        "outcome.treatment_duration",
        {
            "cohort.treated_person": treated("stopped", "in_last_pack", "two_packs", "died"),
            "agreement.duration_rule": LAST_DOSE,
            "agreement.agreement": "agreement_id | administration_covers_days\nEX003 | -",
            "agreement.substance": "agreement_id | atc_code\nEX003 | L01EX12",
            "reference.drug_price": "atc_code | supply_days\nL01EX12 | 14\nL01EB04 | 30",
            "outcome.source_follow_up": COMPLETE,
            "outcome.vital_follow_up": followed(
                stopped=NOTHING, in_last_pack=NOTHING, two_packs=NOTHING, died=("2024-01-12", "-")
            ),
            "outcome.treatment_course": """
                agreement_id | person_id    | variant   | last_exposure_date | coverage_end
                EX003        | stopped      | last_dose | 2024-01-15         | 2024-01-29
                EX003        | in_last_pack | last_dose | 2024-01-18         | 2024-02-01
                EX003        | two_packs    | last_dose | 2024-01-15         | 2024-02-12
                EX003        | died         | last_dose | 2024-01-10         | 2024-02-07
            """,
        },
    )
    expect(
        durations,
        """
        person_id    | time_days | is_event | end_reason
        stopped      | 14        | true     | stopped
        in_last_pack | 16        | false    | complete_to
        two_packs    | 16        | false    | complete_to
        died         | 9         | true     | death
        """,
    )


def test_who_started_after_a_rule_looks_no_further_is_left_out_by_that_rule_only():
    durations = made(
        "outcome.treatment_duration",
        {
            "cohort.treated_person": treated("A"),
            "agreement.duration_rule": LAST_DOSE + "EX003        | gap_90    | 90                 | true",
            "agreement.agreement": "agreement_id | administration_covers_days\nEX003 | 30",
            "outcome.source_follow_up": COMPLETE,
            "outcome.vital_follow_up": followed(A=NOTHING),
            "outcome.treatment_course": """
                agreement_id | person_id | variant   | last_exposure_date | coverage_end
                EX003        | A         | last_dose | 2024-01-01         | 2024-01-31
                EX003        | A         | gap_90    | 2024-01-01         | 2024-01-31
            """,
        },
    )
    expect(durations, "person_id | variant | time_days | is_event\nA | gap_90 | 30 | false")
