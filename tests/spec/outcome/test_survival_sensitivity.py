from pipelines.methods.survival_terms import SENSITIVITY
from schemas.outcome.survival_sensitivity import SENSITIVITY_VARIANTS
from tests.support.spec import expect, made

FOLLOWED_TO = "2026-01-01"


def times(survival: str, index_date: str) -> list[dict]:
    """One person with `time_days | is_event | end_reason`, first dose on `index_date`."""
    return made(
        "outcome.survival_sensitivity",
        given={
            "outcome.overall_survival": "agreement_id | person_id | starter | entry_days | time_days | is_event"
            f" | end_reason\nEX004 | A | new_starter | 0 | {survival}",
            "outcome.vital_follow_up": "agreement_id | person_id | index_date | followed_to_date\n"
            f"EX004 | A | {index_date} | {FOLLOWED_TO}",
        },
    )


def test_who_died_early_counts_if_long_follow_up_was_possible():
    """400 days were possible: counted under both minimums, though the person lived for 100."""
    expect(
        times("100 | true | death", "2024-11-27"),
        """
        variant               | entry_days | time_days | is_event | end_reason
        minimum_follow_up_183 | 0          | 100       | true     | death
        minimum_follow_up_365 | 0          | 100       | true     | death
        earlier_end_183       | 0          | 100       | true     | death
        earlier_end_365       | 0          | 35        | false    | complete_to
        """,
    )


def test_a_minimum_is_reached_on_the_day_itself():
    at_183 = [row["variant"] for row in times("10 | true | death", "2025-07-02")]
    one_less = [row["variant"] for row in times("10 | true | death", "2025-07-03")]
    assert "minimum_follow_up_183" in at_183 and "minimum_follow_up_183" not in one_less


def test_who_started_after_the_earlier_end_is_not_known_yet():
    """Ten days before the end: half a year earlier nobody knew of the person."""
    assert times("10 | false | complete_to", "2025-12-22") == []


def test_a_death_on_the_earlier_last_day_counts_and_a_day_later_does_not():
    expect(
        [row for row in times("17 | true | death", "2025-06-15") if row["variant"] == "earlier_end_183"],
        "time_days | is_event | end_reason\n17 | true | death",
    )
    expect(
        [row for row in times("18 | true | death", "2025-06-15") if row["variant"] == "earlier_end_183"],
        "time_days | is_event | end_reason\n17 | false | complete_to",
    )


def test_at_the_landmark_is_who_is_followed_beyond_it():
    at = [row for row in times("184 | true | death", "2024-01-01") if row["variant"] == "landmark_183"]
    expect(at, "entry_days | time_days | is_event\n183 | 184 | true")
    assert "landmark_183" not in [row["variant"] for row in times("183 | true | death", "2024-01-01")]


def test_earlier_starters_are_not_asked():
    rows = made(
        "outcome.survival_sensitivity",
        given={
            "outcome.overall_survival": "agreement_id | person_id | starter | entry_days | time_days | is_event"
            " | end_reason\nEX004 | A | earlier_starter | 30 | 900 | true | death",
            "outcome.vital_follow_up": "agreement_id | person_id | index_date | followed_to_date\n"
            f"EX004 | A | 2020-01-01 | {FOLLOWED_TO}",
        },
    )
    assert rows == []


def test_the_catalogue_names_what_is_made():
    assert SENSITIVITY == SENSITIVITY_VARIANTS
