"""`revurdering readiness`: can this agreement be reassessed, asked before anything is signed."""

from datetime import datetime
from pathlib import Path

import click

from pipelines.refused import Refused

REPOSITORY = Path(__file__).resolve().parents[2]
REFERENCE = REPOSITORY / "sample_data" / "reference"
MOST_PATIENTS_PER_YEAR = 100_000
"""Beyond any one indication. Every patient is drawn, and far more would not fit in memory."""


@click.command()
@click.argument("agreement", type=click.Path(path_type=Path))
@click.option("--home", type=click.Path(path_type=Path), default=Path("home"), show_default=True,
              help="Where deliveries have been loaded.")  # fmt: skip
@click.option("--reference", type=click.Path(path_type=Path), default=REFERENCE, show_default="the sample")
@click.option("--as-of", type=click.DateTime(formats=["%Y-%m-%d"]),
              help="Deliveries received by this date are used.  [default: the newest]")  # fmt: skip
@click.option("--patients-per-year", type=float, nargs=3, metavar="LOW MID HIGH",
              help="Patients a year, where somebody knows; goes before what history shows.")  # fmt: skip
@click.option("--language", type=click.Choice(["nb", "en"]), default="nb", show_default=True)
@click.option("--json", "json_file", type=click.Path(path_type=Path, dir_okay=False),
              help="Write the answer to this file too.")  # fmt: skip
def readiness(
    agreement: Path,
    home: Path,
    reference: Path,
    as_of: datetime | None,
    patients_per_year: tuple[float, float, float] | None,
    language: str,
    json_file: Path | None,
) -> None:
    """Say whether AGREEMENT (a YAML file) can be reassessed with the data there will be, and why."""
    from pipelines.agreements.read import AgreementError, read_agreement
    from pipelines.file_tables import FileTableError
    from pipelines.home import Home
    from pipelines.readiness.accrual import Rate
    from pipelines.readiness.as_json import readiness_json
    from pipelines.readiness.ask import ReadinessError
    from pipelines.readiness.ask import readiness as ask
    from pipelines.readiness.text import readiness_text

    given = None
    if patients_per_year is not None:
        low, mid, high = patients_per_year
        if not 0 <= low <= mid <= high <= MOST_PATIENTS_PER_YEAR:
            raise Refused(
                f"--patients-per-year: found {low:g} {mid:g} {high:g}; "
                f"expected 0 <= LOW <= MID <= HIGH <= {MOST_PATIENTS_PER_YEAR}"
            )
        given = Rate("given", low, mid, high)
    try:
        answer = ask(
            read_agreement(agreement),
            Home(home.resolve()),
            reference.resolve(),
            None if as_of is None else as_of.date(),
            given,
        )
    except (AgreementError, FileTableError, ReadinessError) as error:
        raise Refused(str(error)) from None
    click.echo(readiness_text(answer, language), nl=False)
    if json_file is not None:
        json_file.write_text(readiness_json(answer), encoding="utf-8", newline="\n")
