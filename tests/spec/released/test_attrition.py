from tests.support.spec import expect, made


def flow(earlier: int, outside: int, undetermined: int, inside: int) -> str:
    treated = earlier + outside + undetermined + inside
    return f"""
        agreement_id | data_cut   | step_order | step         | n_in | n_out | reason | suppressed
        EX004 | 2026-06-30 | 1 | treated      | {treated}                 | {earlier}      | earlier_starter | false
        EX004 | 2026-06-30 | 2 | new_starters | {treated - earlier}       | {outside}      | outside         | false
        EX004 | 2026-06-30 | 3 | not_outside  | {inside + undetermined}   | {undetermined} | undetermined    | false
        EX004 | 2026-06-30 | 4 | inside       | {inside}                  | 0              | analysed        | false
    """


def test_a_flow_of_large_groups_leaves_whole():
    expect(
        made("released.attrition", given={"result.attrition": flow(40, 12, 20, 300)}),
        """
        step_order | n_in | n_out | suppressed
        1          | 372  | 40    | false
        2          | 332  | 12    | false
        3          | 320  | 20    | false
        4          | 300  | 0     | false
        """,
    )


def test_two_undetermined_persons_are_hidden_with_all_that_gives_them_away():
    expect(
        made("released.attrition", given={"result.attrition": flow(40, 12, 2, 300)}),
        """
        step_order | n_in | n_out | suppressed
        1          | 354  | 40    | false
        2          | 314  | -     | true
        3          | -    | -     | true
        4          | 300  | 0     | false
        """,
    )


def test_three_earlier_starters_are_hidden_with_the_number_treated():
    expect(
        made("released.attrition", given={"result.attrition": flow(3, 12, 20, 300)}),
        """
        step_order | n_in | n_out | suppressed
        1          | -    | -     | true
        2          | 332  | 12    | false
        3          | 320  | 20    | false
        4          | 300  | 0     | false
        """,
    )


def test_a_small_analysed_group_is_hidden():
    expect(
        made("released.attrition", given={"result.attrition": flow(0, 0, 8, 3)}),
        """
        step_order | n_in | n_out | suppressed
        1          | 11   | 0     | false
        2          | 11   | 0     | false
        3          | 11   | -     | true
        4          | -    | 0     | true
        """,
    )
