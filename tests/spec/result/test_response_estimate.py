"""Shares are of those who are due; what nobody reported is unknown and stands beside the share."""

import pytest

from tests.support.spec import expect, made


def estimates(answers, transplants=(), groups=("inside | all | all",)):
    """`answers`: person, answer, days to complete remission; `transplants`: person, answer."""
    people = list(dict.fromkeys([line.split("|")[0].strip() for line in (*answers, *transplants)]))
    return made(
        "result.response_estimate",
        {
            "cohort.group_member": "\n".join(
                ["agreement_id | cohort | subgroup | level | person_id"]
                + [f"EX001 | {group} | {person}" for group in groups for person in people]
            ),
            "outcome.response": "\n".join(
                ["agreement_id | person_id | answer | days_from_index | response | within_days"]
                + [f"EX001 | {line} | complete_remission | 56" for line in answers]
            ),
            "outcome.transplant_outcome": "\n".join(
                ["agreement_id | person_id | answer | within_days | days_from_index"]
                + [
                    f"EX001 | {line.split('@')[0]} | 365 | {line.partition('@')[2] or '-'}"
                    for line in transplants
                ]
            ),
        },
    )


def found(rows, measure, variant):
    return next(row for row in rows if (row["measure"], row["variant"]) == (measure, variant))


def limits(row):
    return [round(100 * row[name], 1) for name in ("estimate", "lower", "upper")]


def test_a_transplantation_before_the_report_does_not_follow_the_response():
    rows = estimates(["A | yes | 20", "B | yes | 20"], ["A | yes@19", "B | yes@20"])
    share = found(rows, "share_transplanted", "among_complete_remission")
    assert (share["n"], share["n_events"]) == (2, 1)


def test_every_measure_of_a_group():
    rows = estimates(
        [
            "A | yes | 20",
            "B | yes | 30",
            "C | yes | 50",
            "D | unknown | -",
            "E | unknown | -",
            "F | not_due | 10",
            "G | no | -",
        ],
        ["A | yes", "B | no", "C | not_due", "D | yes", "E | no", "F | unknown"],
    )
    expect(
        rows,
        """
        cohort | measure                 | variant                  | time_days | unit  | n | n_events
        inside | share_response_reported | complete_remission       | 56        | share | 6 | 3
        inside | share_response_unknown  | complete_remission       | 56        | share | 6 | 2
        inside | time_to_response_median | complete_remission       | 56        | days  | 3 | 3
        inside | share_transplanted      | among_treated            | 365       | share | 4 | 2
        inside | share_transplanted      | among_complete_remission | 365       | share | 2 | 1
        """,
    )
    assert found(rows, "share_response_reported", "complete_remission")["estimate"] == 0.5
    assert found(rows, "time_to_response_median", "complete_remission")["estimate"] == 30
    assert not any(row["suppressed"] for row in rows)


def test_the_published_numbers_come_out():
    """MT103-205: 20 of 70 in complete remission, 11 of 20 transplanted; and 50 of 68."""
    answers = [f"r{n} | yes | 28" for n in range(20)] + [f"u{n} | unknown | -" for n in range(50)]
    transplants = [f"r{n} | {'yes' if n < 11 else 'no'}" for n in range(20)]
    rows = estimates(answers, transplants)
    assert limits(found(rows, "share_response_reported", "complete_remission")) == [28.6, 18.4, 40.6]
    assert limits(found(rows, "share_transplanted", "among_complete_remission")) == [55.0, 31.5, 76.9]
    rows = estimates([f"p{n} | {'yes | 28' if n < 50 else 'unknown | -'}" for n in range(68)])
    assert limits(found(rows, "share_response_reported", "complete_remission")) == [73.5, 61.4, 83.5]


def test_the_median_time_has_limits_that_are_times_of_responders():
    """No limit can be "not reached": all responded. Of 17 days it is the fifth from either end."""
    days = [f"P{day:02} | yes | {day}" for day in range(2, 36, 2)]
    median = found(estimates(days), "time_to_response_median", "complete_remission")
    assert [median[name] for name in ("estimate", "lower", "upper")] == [18, 10, 26]
    few = found(estimates(days[:5]), "time_to_response_median", "complete_remission")
    assert [few[name] for name in ("estimate", "lower", "upper")] == [6, None, None]


def test_every_group_has_its_own_numbers():
    rows = estimates(
        ["A | yes | 20", "B | unknown | -"],
        groups=("inside | all | all", "all_treated | all | all", "inside | age | below_10"),
    )
    groups = {
        (row["cohort"], row["subgroup"], row["level"], row["n"])
        for row in rows
        if row["measure"] == "share_response_reported"
    }
    assert groups == {
        ("inside", "all", "all", 2),
        ("all_treated", "all", "all", 2),
        ("inside", "age", "below_10", 2),
    }


@pytest.mark.parametrize("answers", [(), ("A | not_due | 10",)])
def test_nobody_due_gives_no_number(answers):
    assert estimates(answers) == []
