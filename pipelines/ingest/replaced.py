"""Snapshots that came late: what they replace reaches further than they do."""

from collections.abc import Iterator, Sequence

from pipelines.ingest.current import Delivery, in_effect


def reached_further(received: Sequence[Delivery]) -> Iterator[str]:
    """In words, of deliveries in the order in which they count: for each register whose newest snapshot is
    complete to an earlier day than a delivery it replaces, which, and what is lost with it."""
    used = in_effect(received)
    for snapshot in (item for item in used if item.kind == "snapshot"):
        further = [
            f"{item.delivery_id} ({item.complete_to})"
            for item in received
            if item.register == snapshot.register
            and item not in used
            and not item.released_from
            and item.complete_to > snapshot.complete_to
        ]
        if further:
            yield (
                f"{snapshot.register}: warning: found snapshot {snapshot.delivery_id} complete to "
                f"{snapshot.complete_to}, which replaces {', '.join(further)}; expected what is received "
                "later to reach as far: what only the earlier hold is used no more"
            )
