"""The column that says how a released number was rounded."""

from typing import Any

from schemas.table import column


def rounded_to() -> Any:
    return column(
        "Step to which the number and its limits were rounded to protect persons, in the number's own unit "
        "(0.05: to five per cent); missing where they were not",
        "Trinnet tallet og grensene er avrundet til av personvernhensyn, i tallets egen enhet (0,05: til fem "
        "prosent); mangler der de ikke er avrundet",
        nullable=True,
        gt=0,
    )
