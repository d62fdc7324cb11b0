"""`revurdering deliveries erase`: persons go from every delivery, and from what was made of them."""

import re
from pathlib import Path

import click

from pipelines.ingest.commands import HOME
from pipelines.refused import Refused


@click.command()
@click.option("--persons", type=click.Path(path_type=Path, dir_okay=False, exists=True), required=True,
              help="A file with one pseudonym a line. Remove it afterwards.")  # fmt: skip
@HOME
@click.option("--by", required=True, help="Who decided; kept with the deliveries.")
@click.option("--why", required=True, help="Why; kept with the deliveries. Name no person.")
def erase(persons: Path, home: Path, by: str, why: str) -> None:
    """Erase persons from every delivery. Cuts built with them can no longer be rebuilt, and say so."""
    from pipelines.erasure.derived import remove_derived
    from pipelines.home import Home
    from pipelines.ingest.erasing import EraseError, Request
    from pipelines.ingest.erasing import erase as erase_rows
    from pipelines.turns import TurnError

    named = persons_in(persons)
    _refuse_naming(named, by, why)
    if not (home / "raw").is_dir():
        raise Refused(f"{home}: found no deliveries; expected a home in which some were loaded")
    try:
        erased = erase_rows(home.resolve(), Request(named, by.strip(), why.strip()))
        for item in erased:
            click.echo(
                f"{item.register}/{item.delivery_id}: {item.n_rows} rows and {item.n_lines} lines in "
                "quarantine erased"
            )
        for sentence in remove_derived(Home(home.resolve())):
            click.echo(sentence)
    except (EraseError, TurnError) as error:
        raise Refused(str(error)) from None
    if not erased:
        click.echo(f"no delivery in {home} holds a row of the {len(named)} named")
    click.echo(
        f"not in {home}, and yours to see to: the files as the registers sent them, backups, copies that "
        f"analysts took, {persons}"
    )


def persons_in(path: Path) -> frozenset[str]:
    """The pseudonyms of a file, one a line. Raises Refused, naming how many lines are none."""
    from schemas.code_lists import PERSON

    try:
        lines = [line.strip() for line in path.read_text(encoding="utf-8-sig").splitlines()]
    except UnicodeDecodeError:
        raise Refused(f"{path}: found bytes that are no UTF-8; expected one pseudonym a line") from None
    found = [line for line in lines if line]
    # The digits of other scripts are digits to Python, and no delivery holds them.
    wrong = sum(not re.fullmatch(PERSON, line, re.ASCII) for line in found)
    if wrong or not found:
        raise Refused(
            f"{path}: found {wrong} of {len(found)} lines that are no pseudonym; expected one pseudonym a "
            "line and nothing else"
        )
    return frozenset(found)


def _refuse_naming(persons: frozenset[str], by: str, why: str) -> None:
    from pipelines.ingest.decided import wrong_in_decision

    if wrong := wrong_in_decision(by, why):
        raise Refused(wrong)
    if any(person[1:] in text for person in persons for text in (by, why)):
        raise Refused("--by, --why: found a person who is to be erased; expected no person to be named")
