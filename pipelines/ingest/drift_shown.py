"""Where drift is shown without being asked for: beside the raw tables in Dagster, and on the register's page.

Shown is what `drift.py` names: counts of rows per hospital, month, column and code; no value of a person.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pipelines.ingest.current import Delivery, stored_deliveries
from pipelines.ingest.drift import Change, Facts, drift, facts_of
from pipelines.ingest.released_lines import place_in_history


@dataclass(frozen=True)
class Drift:
    """What changed from the delivery `before` to the delivery `later` of one register."""

    later: str
    before: str
    changes: tuple[Change, ...]


def drift_since(store: Path) -> Drift | None:
    """What changed to the delivery in `store`, in use or held, from the one before it; None for the first."""
    home, register = store.parents[2], store.parent.name
    earlier = delivery_before(home, register, store)
    return earlier and Drift(store.stem, earlier.stem, tuple(drift(earlier, store)))


def newest_drift(home: Path, register: str) -> Drift | None:
    """What changed to the newest delivery of the register in use; None where there are not two."""
    deliveries = _deliveries(home, register)
    return drift_since(deliveries[-1].path) if deliveries else None


def delivery_before(home: Path, register: str, later: Path) -> Path | None:
    """The newest delivery of the register received before it: one of its kind, else any, if there is one."""
    facts = facts_of(later)
    earlier = [item for item in _deliveries(home, register) if _place(item) < _place(facts)]
    alike = [item for item in earlier if item.kind == facts.kind]
    chosen = alike or earlier
    return chosen[-1].path if chosen else None


def came_before(store: Path, later: Path) -> bool:
    """Whether the delivery in `store` counts before the one in `later`."""
    return _place(facts_of(store)) < _place(facts_of(later))


def _place(item: Delivery | Facts) -> tuple[date, str, str]:
    return place_in_history(item.received, item.delivery_id)


def _deliveries(home: Path, register: str) -> list[Delivery]:
    """As they were received; lines that were released from quarantine are none."""
    return [item for item in stored_deliveries(home) if item.register == register and not item.released_from]
