"""`revurdering difference`: why the numbers of two editions are not the same."""

from pathlib import Path

import click

from pipelines.refused import Refused


@click.command()
@click.argument("agreement_id")
@click.argument("earlier")
@click.argument("later")
@click.option("--home", type=click.Path(path_type=Path), default=Path("home"), show_default=True)
@click.option("--out", type=click.Path(path_type=Path),
              help="Folder of the pages, closed to others.  [default: differences in the home]")  # fmt: skip
def difference(agreement_id: str, earlier: str, later: str, home: Path, out: Path | None) -> None:
    """Explain number by number what differs between two editions: EARLIER and LATER are data cuts, as
    2026-06-30, or editions, as 2026-06-30/<build>. The pages hold exact numbers: not to be published."""
    from pipelines.cut import code_version
    from pipelines.difference.chain import chain
    from pipelines.difference.edition import DifferenceError, edition_of
    from pipelines.difference.page import LANGUAGES, Changes, difference_page
    from pipelines.difference.split import split
    from pipelines.difference.states import row_changes
    from pipelines.frozen import CutError
    from pipelines.home import Home, private_folder
    from pipelines.private import private_files

    root = home.resolve()
    try:
        editions = [edition_of(Home(root), name) for name in (earlier, later)]
        builds = chain(agreement_id, *editions, progress=lambda line: click.echo(line, err=True))
        rows = row_changes(*(edition.received() for edition in editions))
    except (CutError, DifferenceError) as error:
        raise Refused(str(error)) from None
    changes = Changes(*editions, rows, code_version()[:12])
    numbers = split(builds)
    names = "_".join([agreement_id, *(f"{item.data_cut}-{item.place.name}" for item in editions)])
    folder = private_folder((out.resolve() if out else private_folder(Home(root).differences)) / names)
    with private_files():
        numbers.write_parquet(folder / "numbers.parquet")
        for language in LANGUAGES:
            page = folder / f"difference.{language}.md"
            page.write_text(difference_page(agreement_id, changes, numbers, language), encoding="utf-8")
            click.echo(page)
