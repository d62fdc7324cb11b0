"""Each check of result.coverage, result.completeness and result.source_gap finds nothing in sound rows and objects to broken ones."""

import pytest

from tests.support.checks import offending

HEAD = (
    "agreement_id | register | denominator | grouping | level | n_denominator | n_found | share | lower | upper "
    "| is_delivered\n"
)


def rows(*lines: str) -> dict[str, str]:
    return {"result.coverage": HEAD + "\n".join(f"EX001 | inspire | npr_drug | {line}" for line in lines)}


@pytest.mark.parametrize(
    ("line", "is_sound"),
    [
        ("all | all | 20 | 11 | 0.55 | 0.315 | 0.769 | true", True),
        ("all | all | 20 | 21 | 1 | 0.8 | 1 | true", False),
        ("all | all | 20 | 11 | 0.60 | 0.315 | 0.769 | true", False),
        ("all | all | 20 | 11 | 0.55 | 0.56 | 0.769 | true", False),
        ("all | all | 20 | 11 | 0.55 | 0.315 | 0.54 | true", False),
        ("region | 5 | 20 | - | - | - | - | false", True),
    ],
)
def test_coverage_found_within_denominator(line, is_sound):
    assert (offending("result/coverage__found_within_denominator", rows(line)) == []) is is_sound


@pytest.mark.parametrize(
    ("line", "is_sound"),
    [
        ("region | 3 | 20 | 11 | 0.55 | 0.315 | 0.769 | true", True),
        ("region | 5 | 20 | - | - | - | - | false", True),
        ("region | 5 | 20 | 0 | 0 | 0 | 0.2 | true", False),
        ("region | 3 | 20 | - | 0 | - | - | false", False),
        ("year | 2018 | 20 | 0 | - | - | - | false", False),
        ("hospital | 983974899 | 20 | - | - | 0 | 0.2 | false", False),
    ],
)
def test_coverage_no_share_where_nothing_is_delivered(line, is_sound):
    given = rows(line) | {
        "reference.source_coverage": """
            source   | region_code | covers_from
            hospital | 3           | 2008-01-01
            hospital | 5           | -
            h_resept | -           | 2019-01-01
        """
    }
    assert (offending("result/coverage__no_share_where_nothing_is_delivered", given) == []) is is_sound


WHOLE = "all | delivered | 20 | 11 | 0.55 | 0.3 | 0.8 | true"


@pytest.mark.parametrize(
    ("lines", "is_sound"),
    [
        ((WHOLE, "year | 2022 | 9 | 4 | - | - | - | true", "year | 2023 | 11 | 7 | - | - | - | true"), True),
        (
            (WHOLE, "year | 2022 | 20 | 11 | - | - | - | true", "year | 2018 | 3 | - | - | - | - | false"),
            True,
        ),
        ((WHOLE, "year | 2022 | 9 | 4 | - | - | - | true", "year | 2023 | 10 | 7 | - | - | - | true"), False),
        ((WHOLE, "year | 2022 | 9 | 4 | - | - | - | true", "year | 2023 | 11 | 6 | - | - | - | true"), False),
        (("region | 3 | 9 | 4 | - | - | - | true",), False),
    ],
)
def test_coverage_levels_add_up(lines, is_sound):
    assert (offending("result/coverage__levels_add_up", rows(*lines)) == []) is is_sound


DUE = "register | hospital_id | month | variable | n | n_present | n_persons\n"


@pytest.mark.parametrize(
    ("lines", "is_sound"),
    [
        (("all | 2023-05-01 | dose | 9 | 7 | 5", "983974724 | 2023-05-01 | dose | 9 | 7 | 5"), True),
        (("all | - | dose | 9 | 7 | 5", "983974724 | - | dose | 9 | 7 | 5"), True),
        (("all | 2023-05-01 | dose | 9 | 10 | 5",), False),
        (("all | 2023-05-01 | dose | 9 | 7 | 10",), False),
        (("all | 2023-05-01 | dose | 9 | 7 | 5", "983974724 | 2023-05-01 | dose | 8 | 7 | 5"), False),
        (("all | 2023-05-01 | dose | 9 | 7 | 5", "983974724 | 2023-05-01 | dose | 9 | 6 | 5"), False),
        (("all | - | dose | 9 | 7 | 5", "983974724 | - | dose | 9 | 7 | 6"), False),
    ],
)
def test_completeness_known_within_due(lines, is_sound):
    given = {"result.completeness": DUE + "\n".join(f"inspire | {line}" for line in lines)}
    assert (offending("result/completeness__known_within_due", given) == []) is is_sound


@pytest.mark.parametrize(
    ("gap", "is_sound"),
    [
        ("EX001 | declared | 5 | 2021-01-01 | -", True),
        ("EX001 | declared | 5 | 2021-01-01 | 2022-01-01", False),
        ("EX001 | declared | 3 | 2021-01-01 | -", False),
        ("EX002 | declared | 5 | 2021-01-01 | -", False),
        ("EX001 | suspected | 5 | 2021-01-01 | -", False),
    ],
)
def test_source_gap_silent_regions_are_told(gap, is_sound):
    given = {
        "reference.source_coverage": """
            source   | region_code | covers_from
            hospital | 3           | 2008-01-01
            hospital | 5           | -
        """,
        "agreement.agreement": """
            agreement_id | is_proposal | treatment_source | start_date | lookback_days | treatment_register
            EX001        | false       | hospital         | 2022-01-01 | 365           | inspire
            EX004        | false       | h_resept         | 2022-01-01 | 365           | inspire
            EX006        | true        | hospital         | 2022-01-01 | 365           | inspire
            EX009        | false       | hospital         | 2028-01-01 | 365           | inspire
        """,
        "core.source": "register | complete_to\ninspire | 2026-03-31",
        "result.source_gap": f"agreement_id | kind | region_code | gap_from | gap_to\n{gap}",
    }
    assert (offending("result/source_gap__silent_regions_are_told", given) == []) is is_sound
