"""agreement.data_source: The registers, for what, and who answers for them."""

from tests.support.small_agreement import changed, table_from
from tests.support.spec import expect


def test_a_register_has_a_row_for_every_purpose(tmp_path):
    text = changed(("purposes: [eligibility]", "purposes: [eligibility, cause_of_death]"))
    expect(
        table_from(text, tmp_path, "data_source"),
        """
        agreement_id | register        | responsible  | purpose        | cadence   | lead_days
        EX001        | inspire         | FHI          | treatment      | quarter   | 72
        EX001        | kreftregisteret | FHI          | eligibility    | year      | 165
        EX001        | kreftregisteret | FHI          | cause_of_death | year      | 165
        EX001        | folkeregisteret | Skatteetaten | vital_status   | half_year | 20
        """,
    )


def test_agreed_deliveries_take_the_place_of_the_usual(tmp_path):
    text = changed(("purposes: [eligibility]", "purposes: [eligibility], cadence: month, lead_days: 0"))
    rows = [row for row in table_from(text, tmp_path, "data_source") if row["purpose"] == "eligibility"]
    expect(
        rows,
        """
        register        | cadence | lead_days
        kreftregisteret | month   | 0
        """,
    )
