"""`revurdering deliveries`: what was delivered, what is in quarantine, what is held, and releasing it."""

from pathlib import Path

import click

from pipelines.private import private_files
from pipelines.refused import Refused

HOME = click.option(
    "--home", type=click.Path(path_type=Path, file_okay=False), default=Path("home"), show_default=True
)
DELIVERY = click.argument("delivery", metavar="REGISTER/DELIVERY_ID")


@click.group()
def deliveries() -> None:
    """Look at deliveries in a home: quarantine, what is held, what changed; release what is held."""


@deliveries.command("list")
@HOME
def list_(home: Path) -> None:
    """Every delivery of a home, in use or held, with its counts."""
    from pipelines.ingest.current import released_rows, stored_deliveries
    from pipelines.ingest.holding import decision_of
    from pipelines.ingest.replaced import reached_further

    held = sorted((home / "held").glob("*/*.duckdb"))
    stored = stored_deliveries(home)
    if not stored and not held:
        raise Refused(f"{home}: found no deliveries; expected a home in which some were loaded")
    released = released_rows(stored)
    for item in stored:
        state = "in use, released by decision" if decision_of(item.path) else "in use"
        if item.released_from:
            state = f"in use, lines released from quarantine of {item.released_from}"
        erased = f", {item.erased} erased" if item.erased else ""
        click.echo(
            f"{item.register}/{item.delivery_id}: {item.rows} rows loaded, "
            f"{item.quarantined - released[item.register, item.delivery_id]} in quarantine{erased}, {state}"
        )
    for sentence in reached_further(stored):
        click.echo(sentence)
    for path in held:
        click.echo(f"{path.parent.name}/{path.stem}: held until somebody decides")


@deliveries.command()
@DELIVERY
@HOME
@click.option("--language", type=click.Choice(["nb", "en"]), default="nb", show_default=True)
@private_files()
def quarantine(delivery: str, home: Path, language: str) -> None:
    """The quarantine by file and rule, as a page that can be sent to the register: no value of a person."""
    from pipelines.ingest.quarantine_page import quarantine_page

    click.echo(quarantine_page(_store(home, delivery), language), nl=False)


@deliveries.command()
@DELIVERY
@HOME
@click.option(
    "--against", metavar="DELIVERY_ID", help="An earlier delivery; the newest of its kind if left out."
)
@private_files()
def drift(delivery: str, home: Path, against: str | None) -> None:
    """What changed since an earlier delivery: volumes per hospital and month, missing values, codes."""
    from pipelines.ingest.broken_rules import unknown_codes
    from pipelines.ingest.drift import drift as changes

    later = _store(home, delivery)
    register, _ = _named(delivery)
    earlier = _earlier(home, register, against, later) if against else _before(home, register, later)
    lines = [change.sentence for change in changes(earlier, later)]
    lines += [
        f"{file}, {column} {code}: code: found {n} lines in quarantine; before not in the code list"
        for file, column, code, n in unknown_codes(later)
    ]
    click.echo(f"{delivery} against {earlier.stem}: {len(lines)} change{'' if len(lines) == 1 else 's'}")
    for line in lines:
        click.echo(line)


@deliveries.command()
@DELIVERY
@HOME
@click.option("--by", required=True, help="Who decided; kept with the delivery.")
@click.option(
    "--why", required=True, help="Why it may be used; kept with the delivery. Name no person of it."
)
def release(delivery: str, home: Path, by: str, why: str) -> None:
    """Use a held delivery nevertheless. Its lines in quarantine stay there."""
    from pipelines.ingest.holding import HoldError
    from pipelines.ingest.holding import release as release_held

    register, delivery_id = _named(delivery)
    try:
        click.echo(release_held(home, register, delivery_id, by, why))
    except HoldError as error:
        raise Refused(str(error)) from None


@deliveries.command("release-lines")
@DELIVERY
@HOME
@click.option("--file", "source_file", required=True, help="A file of the delivery.")
@click.option("--rule", required=True, help="The rule under which the lines are in quarantine.")
@click.option("--line", "lines", type=int, multiple=True, help="A line; all of the rule if left out.")
@click.option("--by", required=True, help="Who decided; kept with the lines.")
@click.option("--why", required=True, help="Why they may be used; kept with the lines. Name no person of it.")
def release_lines(
    delivery: str, home: Path, source_file: str, rule: str, lines: tuple[int, ...], by: str, why: str
) -> None:
    """Use lines in quarantine after all, where they keep the schema's rules of today. All of them or none."""
    from pipelines.ingest.holding import HoldError
    from pipelines.ingest.line_release import LineDecision
    from pipelines.ingest.line_release import release_lines as release_asked

    try:
        click.echo(release_asked(home, LineDecision(*_named(delivery), source_file, rule, lines, by, why)))
    except HoldError as error:
        raise Refused(str(error)) from None


def _named(delivery: str) -> tuple[str, str]:
    parts = delivery.split("/")
    if len(parts) != 2 or any(not part or part.startswith(".") for part in parts):
        raise Refused(f"{delivery}: expected REGISTER/DELIVERY_ID, as npr/npr-2026-t1")
    return parts[0], parts[1]


def _store(home: Path, delivery: str) -> Path:
    """The store of a delivery, in use or held."""
    from pipelines.ingest.holding import held_store, raw_store

    places = [place(home, *_named(delivery)) for place in (raw_store, held_store)]
    found = [path for path in places if path.exists()]
    if not found:
        raise Refused(f"{delivery}: found no such delivery in {home}; expected one that was loaded or held")
    return found[0]


def _earlier(home: Path, register: str, delivery_id: str, later: Path) -> Path:
    """The store of the delivery to compare with, which must not have come after the other."""
    from pipelines.ingest.drift_shown import came_before

    earlier = _store(home, f"{register}/{delivery_id}")
    if came_before(later, earlier):
        raise Refused(
            f"--against: found {register}/{delivery_id}; expected a delivery received before {later.stem}"
        )
    return earlier


def _before(home: Path, register: str, later: Path) -> Path:
    """The newest delivery of the register received before it: one of its kind, else any."""
    from pipelines.ingest.drift_shown import delivery_before

    found = delivery_before(home, register, later)
    if found is None:
        raise Refused(f"{register}/{later.stem}: found no delivery of {register} before it")
    return found
