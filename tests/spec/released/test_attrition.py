from tests.support.spec import expect, made

WITHHELD = "agreement_id | data_cut | topic | item | grouping | level | category\n"
HIDING_UNDETERMINED = ("undetermined", "outside", "inside_or_undetermined")
"""What is withheld where few are undetermined, and many outside."""


def flow(earlier: int, outside: int, undetermined: int, inside: int) -> str:
    """Rows of `result.attrition`."""
    return told_flow(earlier, outside, undetermined, inside)


def told_flow(
    earlier: int, outside: int, undetermined: int, inside: int, withheld: tuple[str, ...] = ()
) -> str:
    """Rows of `released.attrition` that leave out the sizes of the groups withheld."""
    sizes = {
        "earlier_starter": earlier,
        "outside": outside,
        "undetermined": undetermined,
        "inside": inside,
        "inside_or_undetermined": inside + undetermined,
        "all_treated": inside + undetermined + outside,
        "treated": inside + undetermined + outside + earlier,
    }
    n = {name: "-" if name in withheld else size for name, size in sizes.items()}
    return f"""
        agreement_id | data_cut   | step_order | step         | n_in | n_out | reason | suppressed
        EX004 | 2026-06-30 | 1 | treated      | {n["treated"]} | {n["earlier_starter"]} | earlier_starter | false
        EX004 | 2026-06-30 | 2 | new_starters | {n["all_treated"]} | {n["outside"]} | outside | false
        EX004 | 2026-06-30 | 3 | not_outside  | {n["inside_or_undetermined"]} | {n["undetermined"]} | undetermined | false
        EX004 | 2026-06-30 | 4 | inside       | {n["inside"]} | 0 | analysed | false
    """


def withheld_counts(*rows: str) -> str:
    """Rows of `released.withheld_count`, from topic to category."""
    return WITHHELD + "\n".join(f"EX004 | 2026-06-30 | {row}" for row in rows)


def of_flow(*groups: str) -> str:
    return withheld_counts(*(f"flow | all | all | all | {group}" for group in groups))


def test_a_flow_without_small_groups_leaves_whole():
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


def test_a_size_withheld_is_missing_where_it_reaches_or_leaves_a_step():
    given = {
        "result.attrition": flow(40, 12, 2, 300),
        "released.withheld_count": of_flow(*HIDING_UNDETERMINED),
    }
    expect(
        made("released.attrition", given=given),
        """
        step_order | n_in | n_out | suppressed
        1          | 354  | 40    | false
        2          | 314  | -     | true
        3          | -    | -     | true
        4          | 300  | 0     | false
        """,
    )


def test_earlier_starters_are_withheld_without_the_step_that_new_starters_reach():
    given = {
        "result.attrition": flow(3, 12, 20, 300),
        "released.withheld_count": of_flow("earlier_starter", "treated"),
    }
    expect(
        made("released.attrition", given=given),
        """
        step_order | n_in | n_out | suppressed
        1          | -    | -     | true
        2          | 332  | 12    | false
        3          | 320  | 20    | false
        4          | 300  | 0     | false
        """,
    )
