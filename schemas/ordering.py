"""The one kind of rule that spans two columns: a later date is not before an earlier one."""

from typing import Any

import pandera.ibis as pa


def ordered(earlier: str, later: str) -> Any:
    """Declare on a table that `later` is never before `earlier`; a missing date says nothing.

    The pair stands in the check's `statistics`, so that the quarantine rule, the pandera check and a
    violating row are all derived from this one line. Its name is that of the quarantine rule.
    """

    @pa.dataframe_check(
        name=f"{later}.not_before_{earlier}",
        statistics={"earlier": earlier, "later": later},
        n_failure_cases=1,
    )
    def not_before(cls: type, data: Any) -> Any:
        first, second = data.table[earlier], data.table[later]
        return (second >= first) | first.isnull() | second.isnull()

    return not_before
