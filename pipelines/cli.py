"""The console script `revurdering`: what a person asks for at a terminal.

Heavy libraries are imported inside the commands: `revurdering --help` answers at once.
"""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import date, datetime
from pathlib import Path

import click

from pipelines.agreements.commands import agreements
from pipelines.difference.command import difference
from pipelines.erasure.command import erase
from pipelines.home import CLOSED, READERS
from pipelines.ingest.commands import deliveries
from pipelines.readiness.command import readiness
from pipelines.refused import Refused

FOLDER = click.Path(path_type=Path, file_okay=False)
EXISTING = click.Path(path_type=Path, file_okay=False, exists=True)
DAY = click.DateTime(formats=["%Y-%m-%d"])
REPOSITORY = Path(__file__).resolve().parents[1]
SAMPLE = REPOSITORY / "sample_data"


class Plain(click.Group):
    """Turns what the machine refuses (a folder, a disk, a damaged file) into one message, without a stack."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except OSError as error:
            raise Refused(f"{error.filename or 'this machine'}: {error.strerror or error}") from None
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if fault := _of_the_records(error):
                raise Refused(f"the records of runs in the home folder could not be used: {fault}") from None
            from pipelines.unquoted import words_without_rows

            if words := words_without_rows(error):
                raise Refused(words) from None
            raise


def _of_the_records(error: BaseException | None) -> sqlite3.OperationalError | None:
    """What SQLite, where Dagster keeps its records, refused: a full disk, a file it may not write to."""
    while error is not None and not isinstance(error, sqlite3.OperationalError):
        error = error.__cause__
    return error


@click.group(cls=Plain, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def main() -> None:
    """Reassess drugs that were introduced temporarily, from registry deliveries to reports."""


@main.command()
@click.option("--scale", type=click.FloatRange(min=0, min_open=True), default=0.01, show_default=True,
              help="1.0 is Norway, ten years.")  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--background", type=click.FloatRange(0, 1), default=1.0, show_default=True,
              help="Share of cancer patients outside the study drugs that the extract holds.")  # fmt: skip
@click.option("--out", type=FOLDER, required=True)
def generate(scale: float, seed: int, background: float, out: Path) -> None:
    """Write synthetic deliveries and the truth planted in them."""
    from sample_data.generator.generate import generate as write

    try:
        write(scale=scale, seed=seed, out=out, background=background)
    except ValueError as error:
        raise Refused(str(error)) from None
    click.echo(f"deliveries: {out / 'deliveries'}\ntruth:      {out / 'truth'}")


@main.command()
@click.argument("delivery", type=click.Path(path_type=Path))
def check(delivery: Path) -> None:
    """Check one delivery; nothing is loaded. Exit status 1 and plain reasons if it is bad."""
    from pipelines.ingest.check import check_delivery

    problems = check_delivery(delivery)
    if problems:
        raise Refused("\n".join(problems))
    click.echo(f"{delivery}: nothing wrong found")


@main.command()
@click.option("--deliveries", type=EXISTING, default=SAMPLE / "deliveries", show_default="the sample")
@click.option("--agreements", type=EXISTING, default=SAMPLE / "agreements", show_default="the sample")
@click.option("--reference", type=EXISTING, default=SAMPLE / "reference", show_default="the sample")
@click.option("--confidential", type=EXISTING, show_default="the sample's, for the sample",
              help="Folder of confidential terms, for the negotiator's edition.")  # fmt: skip
@click.option("--data-cut", type=DAY, required=True, help="Deliveries received by this date are used.")
@click.option("--home", type=FOLDER, default=Path("home"), show_default=True)
@click.option("--new-build", is_flag=True, help="Freeze the cut anew, with what has come since.")
@click.option("--readers", type=click.Choice(READERS), default=READERS[0], show_default=True,
              help="Who may read what is released; person-level files are the owner's alone.")  # fmt: skip
def run(
    deliveries: Path,
    agreements: Path,
    reference: Path,
    confidential: Path | None,
    data_cut: datetime,
    home: Path,
    new_build: bool,
    readers: str,
) -> None:
    """From deliveries to a published edition and reports for one data cut."""
    from pipelines.main_job import MainJobError, run_main_job

    if confidential is None and agreements == SAMPLE / "agreements":
        confidential = SAMPLE / "confidential"
    try:
        with _progress() as progress:
            published = run_main_job(
                deliveries.resolve(),
                agreements.resolve(),
                reference.resolve(),
                data_cut.date(),
                home.resolve(),
                new_build=new_build,
                readers=readers,
                progress=progress,
                confidential=confidential and confidential.resolve(),
            )
    except MainJobError as error:
        raise Refused(str(error)) from None
    click.echo(
        f"\nreports:    {published / 'reports' / 'index.html'}"
        f"\noverview:   {published / 'reports' / 'oversight.nb.html'}"
        f"\ndatabase:   {published / 'results.duckdb'}"
        f"\nfor authorised analysts only: {published / 'person' / 'analysis.duckdb'}"
        f"{''.join(_closed_editions(published))}"
        "\nSynthetic data: no real person."
    )


@main.command()
@click.argument("agreement_id")
@click.option("--data-cut", type=DAY, required=True)
@click.option("--home", type=FOLDER, default=Path("home"), show_default=True)
@click.option("--out", type=FOLDER, default=Path("."), show_default=True, help="Where the pages are written.")
@click.option("--edition", type=click.Choice(("public", *CLOSED)), default="public", show_default=True,
              help="The others are never published; their pages are made for their owner alone.")  # fmt: skip
def report(agreement_id: str, data_cut: datetime, home: Path, out: Path, edition: str) -> None:
    """Write one agreement's report from the published edition of a data cut."""
    from pipelines.home import Home
    from pipelines.private import private_files
    from pipelines.reports.render import render_reports

    published = Home(home.resolve()).published(data_cut.date())
    results = _published_results(published, data_cut.date())
    if edition != "public":
        results = published / edition / "results.duckdb"
        if not results.exists():
            raise Refused(
                f"{results}: not found; expected the {edition}'s edition of {data_cut.date()}, which needs "
                + ("an agreement whose legal basis holds" if edition == "assessor" else "confidential terms")
            )
    known = _agreements_in(results)
    if agreement_id not in known:
        raise Refused(f"{results}: found no agreement {agreement_id}; expected one of {', '.join(known)}")
    with nullcontext() if edition == "public" else private_files():
        out.mkdir(parents=True, exist_ok=True)
        for page in render_reports(results, out, [agreement_id]):
            click.echo(page)


@main.command()
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), required=True)
def dictionary(out: Path) -> None:
    """Write the data dictionary: every table and column, from the schemas."""
    from pipelines.dictionary import dictionary_page

    out.write_text(dictionary_page(), encoding="utf-8", newline="\n")
    click.echo(out)


main.add_command(agreements)
deliveries.add_command(erase)
main.add_command(difference)
main.add_command(deliveries)
main.add_command(readiness)


def _published_results(published: Path, data_cut: date) -> Path:
    results = published / "results.duckdb"
    if not results.exists():
        raise Refused(
            f"{results}: not found; expected a published edition of {data_cut} (revurdering run makes one)"
        )
    return results


def _closed_editions(published: Path) -> Iterator[str]:
    for edition in CLOSED:
        index = published / edition / "reports" / f"index_{edition}.html"
        if index.exists():
            yield f"\nfor the {edition} only: {index}"


def _agreements_in(results: Path) -> list[str]:
    import duckdb

    with duckdb.connect(str(results), read_only=True) as connection:
        rows = connection.execute("select agreement_id from agreement.agreement order by 1").fetchall()
    return [agreement_id for (agreement_id,) in rows]


@contextmanager
def _progress() -> Iterator[Callable[[str], None]]:
    """A live line on a terminal, plain lines otherwise."""
    if not sys.stderr.isatty():
        yield lambda line: click.echo(line, err=True)
        return
    from rich.console import Console

    console = Console(stderr=True)
    with console.status("starting …") as status:

        def say(line: str) -> None:
            console.print(line, style="dim", markup=False, highlight=False)
            status.update(line)

        yield say


if __name__ == "__main__":
    main()
