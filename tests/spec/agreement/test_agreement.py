"""agreement.agreement: One agreement: its parameters, its dates and what identifies its protocol."""

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
