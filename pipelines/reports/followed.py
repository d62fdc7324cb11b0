"""What a report shows of complications and responses: those the agreement follows, and their codes."""

from dataclasses import dataclass

from pipelines.reports.edition import Edition, Row


@dataclass(frozen=True)
class Followed:
    """The agreement's complications and responses in its order, and the codes of complications."""

    complications: list[Row]
    responses: list[Row]
    codes: dict[str, list[Row]]
    """Codes by list, in order of the code."""


def followed_view(edition: Edition, agreement_id: str) -> Followed:
    """What one report shows of complications and responses."""
    codes: dict[str, list[Row]] = {}
    for row in edition.rows("released.code_list", order_by="list, code, valid_from"):
        codes.setdefault(row["list"], []).append(row)
    return Followed(
        complications=edition.rows("agreement.complication", agreement_id),
        responses=edition.rows("agreement.response", agreement_id),
        codes=codes,
    )
