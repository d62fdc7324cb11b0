"""agreement.agreement: One agreement: its parameters, its dates and what identifies its protocol."""

import datetime

from pipelines.agreements.folder import folder_tables
from pipelines.agreements.frozen_files import freeze_protocol
from tests.support.small_agreement import SMALL, changed, table_from
from tests.support.spec import expect


def test_an_agreement_is_one_row_of_parameters(tmp_path):
    expect(
        table_from(SMALL, tmp_path, "agreement"),
        """
        agreement_id | based_on   | is_proposal | drug_name | treatment_source | start_date | reassessment_date | stop_date
        EX001        | ID2021_047 | false       | drug      | hospital         | 2022-02-01 | 2023-12-31        | -
        """,
    )
    expect(
        table_from(SMALL, tmp_path, "agreement"),
        """
        lookback_days | minimum_age_years | maximum_age_years | administration_covers_days | primary_duration_variant
        365           | 0                 | 18                | 4                          | gap_90
        """,
    )


def test_what_the_file_leaves_out_is_empty(tmp_path):
    text = changed(("based_on: ID2021_047\n", ""), ("{minimum_age_years: 0, maximum_age_years: 18}", "{}"))
    expect(
        table_from(text, tmp_path, "agreement"),
        """
        based_on | minimum_age_years | maximum_age_years | title_norwegian
        -        | -                 | -                 | Legemiddel mot sykdom
        """,
    )


def test_parameters_that_are_left_out_have_their_defaults(tmp_path):
    expect(
        table_from(SMALL, tmp_path, "agreement"),
        """
        combination_window_days | new_line_gap_days | bridging_days | cycle_gap_days | attribution_before_days | attribution_after_days | stage_current_days
        28                      | 180               | 60            | -              | 1826                    | 30                     | 120
        """,
    )


def test_parameters_that_are_stated_take_their_place(tmp_path):
    stated = (
        "lookback_days: 365\n  combination_window_days: 14\n  new_line_gap_days: 90\n  bridging_days: 0\n"
        "  cycle_gap_days: 21\n  attribution_before_days: 365\n  attribution_after_days: 0\n  stage_current_days: 90"
    )
    expect(
        table_from(changed(("lookback_days: 365", stated)), tmp_path, "agreement"),
        """
        combination_window_days | new_line_gap_days | bridging_days | cycle_gap_days | attribution_before_days | attribution_after_days | stage_current_days
        14                      | 90                | 0             | 21             | 365                     | 0                      | 90
        """,
    )


def test_what_was_never_frozen_and_has_no_confidential_terms(tmp_path):
    expect(
        table_from(SMALL, tmp_path, "agreement"),
        """
        protocol_status | protocol_frozen_on | confidential_terms_hash
        not_frozen      | -                  | -
        """,
    )


def test_confidential_terms_are_known_by_their_hash(tmp_path):
    text = changed(("exit_plan:", f"confidential_terms_hash: {'ab' * 32}\nexit_plan:"))
    assert table_from(text, tmp_path, "agreement")[0]["confidential_terms_hash"] == "ab" * 32


def test_a_protocol_is_dated_by_its_first_freezing(tmp_path):
    for day, text in (
        (datetime.date(2022, 2, 1), SMALL),
        (datetime.date(2022, 5, 1), changed(("margin: 0.05", "margin: 0.10"))),
    ):
        (tmp_path / "EX001.yaml").write_text(text, encoding="utf-8")
        freeze_protocol(tmp_path, "EX001", day)
    expect(
        folder_tables(tmp_path)["agreement"].to_dicts(),
        """
        protocol_status | protocol_frozen_on
        changed         | 2022-02-01
        """,
    )
