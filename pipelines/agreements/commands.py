"""`revurdering agreements`: check the files, freeze their protocols, see what changed, get the schema."""

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from pipelines.refused import Refused

FOLDER = click.Path(path_type=Path, file_okay=False, exists=True)
FILE_OR_FOLDER = click.Path(path_type=Path, exists=True)
SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "agreements"
STATUS_WORDS = {
    "frozen_in_time": "frozen {day}, before the first data cut",
    "frozen_late": "frozen {day}, after the first data cut",
    "changed": "first frozen {day}, changed since: see revurdering agreements diff",
    "not_frozen": "not frozen",
}


@click.group()
def agreements() -> None:
    """Check and freeze agreement files."""


@agreements.command()
@click.argument("path", type=FILE_OR_FOLDER)
@click.option("--confidential", type=FOLDER, help="Folder of confidential terms to hold against their hash.")
def check(path: Path, confidential: Path | None) -> None:
    """Check one agreement file, or every file of a folder with its frozen protocols."""
    from pipelines.agreements.confidential import confidential_problems
    from pipelines.agreements.freezing import first_frozen_on, protocol_status
    from pipelines.agreements.protocol import protocol_hash
    from pipelines.agreements.read import AgreementError

    try:
        found, frozen = _read(path)
    except AgreementError as error:
        raise Refused(str(error)) from None
    problems = list(confidential_problems(found, confidential)) if confidential is not None else []
    if problems:
        raise Refused("\n".join(problems))
    for agreement in found:
        versions = frozen.get(agreement.agreement_id, [])
        status = STATUS_WORDS[protocol_status(agreement, versions)].format(day=first_frozen_on(versions))
        click.echo(f"{agreement.agreement_id}.yaml: OK  {protocol_hash(agreement)}  {status}")
    if confidential is not None:
        click.echo(f"{confidential}: the confidential terms give the hashes that the agreements state")


@agreements.command()
@click.option("--agreements", "folder", type=FOLDER, required=True)
@click.argument("agreement_ids", nargs=-1)
def freeze(folder: Path, agreement_ids: tuple[str, ...]) -> None:
    """Record the protocols as they are today (of all agreements if none is named); nothing is rewritten."""
    from pipelines.agreements.freezing import first_data_cut
    from pipelines.agreements.frozen_files import freeze_protocol, read_frozen_of
    from pipelines.agreements.read import AgreementError

    today = datetime.date.today()
    try:
        found, _ = _read(folder)
        known = {agreement.agreement_id: agreement for agreement in found}
        for agreement_id in _chosen(agreement_ids, known):
            version = freeze_protocol(folder, agreement_id, today)
            if version is None:
                newest = read_frozen_of(folder, agreement_id)[agreement_id][-1]
                since = f"version {newest.version} of {newest.frozen_on}"
                click.echo(f"{agreement_id}: nothing has changed since {since}")
                continue
            click.echo(
                f"{agreement_id}: frozen as version {version.version} on {today}, {version.protocol_hash}"
            )
            first_cut = first_data_cut(known[agreement_id])
            if first_cut is not None and today >= first_cut:
                click.echo(f"{agreement_id}: data have been cut since {first_cut}; every report will say so")
    except AgreementError as error:
        raise Refused(str(error)) from None


@agreements.command()
@click.option("--agreements", "folder", type=FOLDER, default=SAMPLE, show_default="the sample")
@click.argument("agreement_id")
def diff(folder: Path, agreement_id: str) -> None:
    """Show what was changed in a protocol after it was frozen, version by version."""
    from pipelines.agreements.freezing import changes
    from pipelines.agreements.read import AgreementError

    try:
        found, frozen = _read(folder)
    except AgreementError as error:
        raise Refused(str(error)) from None
    known = {agreement.agreement_id: agreement for agreement in found}
    (chosen,) = _chosen((agreement_id,), known)
    versions = frozen.get(chosen, [])
    if not versions:
        raise Refused(f"{chosen}: found no frozen protocol; expected one (revurdering agreements freeze)")
    for version, different in changes(known[chosen], versions):
        newest = version.version == len(versions)
        following = "the file as it is" if newest else f"version {version.version + 1}"
        click.echo(f"version {version.version} of {version.frozen_on}, and {following}:")
        for change in different:
            click.echo(
                f"  {change.path}\n    before: {change.before or '-'}\n    after:  {change.after or '-'}"
            )
        if not different:
            click.echo("  no difference")


@agreements.command()
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="File; printed if left out.")
def schema(out: Path | None) -> None:
    """The JSON Schema that editors complete and check agreement files by."""
    from pipelines.agreements.json_schema import json_schema_page

    if out is None:
        click.echo(json_schema_page(), nl=False)
        return
    out.write_text(json_schema_page(), encoding="utf-8", newline="\n")
    click.echo(out)


def _read(path: Path) -> tuple[list, dict]:
    """The agreements at a place, and the frozen versions of their protocols."""
    from pipelines.agreements.folder import read_folder
    from pipelines.agreements.frozen_files import read_frozen_of
    from pipelines.agreements.read import read_agreement

    if path.is_dir():
        return read_folder(path)
    agreement = read_agreement(path)
    return [agreement], read_frozen_of(path.parent, agreement.agreement_id)


def _chosen(wanted: Sequence[str], known: dict) -> Sequence[str]:
    """The agreements asked for, each once, or all."""
    wanted = list(dict.fromkeys(wanted))
    strangers = [name for name in wanted if name not in known]
    if strangers:
        raise Refused(f"found no agreement {', '.join(strangers)}; expected one of {', '.join(known)}")
    return wanted or list(known)
