"""released.obligation: everything of result.obligation, since it holds no number of persons."""

from tests.support.spec import expect, made


def test_every_row_leaves_as_it_is():
    rows = """
        agreement_id | data_cut   | kind     | what         | responsible | period_end | due_date   | done_date  | status
        EX001        | 2026-06-30 | delivery | npr          | NPR         | 2025-12-31 | 2026-03-01 | 2026-02-25 | done
        EX001        | 2026-06-30 | evidence | evidence_due | Supplier    | -          | 2026-03-31 | -          | late
    """
    expect(made("released.obligation", given={"result.obligation": rows}), rows)
