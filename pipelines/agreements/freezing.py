"""Freezing a protocol: its content, hash and day are recorded, and what was recorded is never rewritten."""

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipelines.agreements.model import Agreement
from pipelines.agreements.protocol import content_hash, protocol_content
from pipelines.agreements.protocol_diff import Change, differences
from pipelines.agreements.rows.plan import quarter_ends


@dataclass(frozen=True)
class FrozenVersion:
    """One version of a protocol as it was frozen."""

    version: int
    frozen_on: datetime.date
    protocol_hash: str
    protocol: dict[str, Any]


def protocol_status(agreement: Agreement, frozen: Sequence[FrozenVersion]) -> str:
    """`not_frozen`, `changed` afterwards, `frozen_late` (not before the first cut) or `frozen_in_time`."""
    if not frozen:
        return "not_frozen"
    if len(frozen) > 1 or content_hash(protocol_content(agreement)) != frozen[-1].protocol_hash:
        return "changed"
    first_cut = first_data_cut(agreement)
    late = first_cut is not None and frozen[0].frozen_on >= first_cut
    return "frozen_late" if late else "frozen_in_time"


def first_data_cut(agreement: Agreement) -> datetime.date | None:
    """The first day on which data are cut: a quarter's end, or the reassessment if that is sooner."""
    plan = agreement.plan
    if plan.start_date is None:
        return None
    return next(quarter_ends(agreement), plan.reassessment_date)


def first_frozen_on(frozen: Sequence[FrozenVersion]) -> datetime.date | None:
    """The day the protocol was first frozen."""
    return frozen[0].frozen_on if frozen else None


def changes(
    agreement: Agreement, frozen: Sequence[FrozenVersion]
) -> Iterator[tuple[FrozenVersion, list[Change]]]:
    """For each frozen version, what differs in the next one, and for the newest what differs in the file."""
    for position, version in enumerate(frozen, 1):
        newest = position == len(frozen)
        following = protocol_content(agreement) if newest else frozen[position].protocol
        yield version, differences(version.protocol, following)
