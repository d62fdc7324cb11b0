"""What the alerts rest on: the newest published edition, and deliveries received since it was made."""

from dataclasses import dataclass
from datetime import date

import duckdb

from pipelines.home import Home
from pipelines.oversight.alerts import Alert, Obligation, Received, alerts


class NothingToWatch(Exception):
    """No alert can be judged; the message says what was looked for and what was found."""


@dataclass(frozen=True)
class Watched:
    """The alerts that hold on a day, and the data cut of the edition they were judged by."""

    data_cut: date
    alerts: list[Alert]


def watched(home: Home, today: date) -> Watched:
    """Every alert that holds on the day. Raises NothingToWatch without an edition that says what is owed."""
    data_cut = max(home.published_cuts(), default=None)
    if data_cut is None:
        raise NothingToWatch(f"{home.root}: found no published edition; expected at least one")
    owed = _obligations(home, data_cut)
    return Watched(data_cut, alerts(today, owed, _received(home)))


def _obligations(home: Home, data_cut: date) -> list[Obligation]:
    results = home.published(data_cut) / "results.duckdb"
    with duckdb.connect(str(results), read_only=True) as connection:
        try:
            rows = connection.execute(
                "select agreement_id, kind, what, responsible, period_end, due_date, status = 'done' "
                "from released.obligation order by all"
            ).fetchall()
        except duckdb.CatalogException:
            raise NothingToWatch(
                f"{results}: found no table released.obligation; expected an edition that has it"
            ) from None
    return [Obligation(*row) for row in rows]


def _received(home: Home) -> list[Received]:
    """Every delivery in the store: what came after the cut is not overdue, though the edition lacks it."""
    from pipelines.ingest.current import stored_deliveries

    return [
        Received(delivery.register, delivery.received, delivery.complete_to)
        for delivery in stored_deliveries(home.root)
    ]
