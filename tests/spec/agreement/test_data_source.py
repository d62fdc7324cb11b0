"""agreement.data_source: The registers, for what, and who answers for them."""

from tests.support.small_agreement import changed, table_from
from tests.support.spec import expect


def test_a_register_has_a_row_for_every_purpose(tmp_path):
    text = changed(("purposes: [eligibility]", "purposes: [eligibility, cause_of_death]"))
    expect(
        table_from(text, tmp_path, "data_source"),
        """
        agreement_id | register        | responsible  | purpose
        EX001        | inspire         | FHI          | treatment
        EX001        | kreftregisteret | FHI          | eligibility
        EX001        | kreftregisteret | FHI          | cause_of_death
        EX001        | folkeregisteret | Skatteetaten | vital_status
        """,
    )
