"""The command writes closed pages in both languages: what changed, and every number that differs."""

import stat

import polars as pl
import pytest
from click.testing import CliRunner

from pipelines.cli import main
from pipelines.cut import code_version
from pipelines.difference.chain import chain
from pipelines.difference.edition import edition_of
from pipelines.difference.numbers import NUMBERS
from pipelines.difference.page import LANGUAGES, Changes, difference_page
from pipelines.difference.split import split
from pipelines.difference.states import row_changes
from tests.support.small_agreement import changed
from tests.support.small_home import EARLIER, TABLES, SmallHome


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["difference", *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> SmallHome:
    """Two editions of one cut: the second, published one after the agreement changed its limit of age."""
    small = SmallHome.begun(tmp_path_factory.mktemp("small") / "home")
    small.published(EARLIER)
    small.agreed(changed(("    maximum: 18\n", "    maximum: 9\n")))
    small.published(EARLIER, {**NUMBERS, **TABLES})
    return small


def test_the_command_writes_pages_that_only_the_owner_can_read(small):
    """One edition beside itself: nothing is built, and every number is the same."""
    exit_code, said = run("EX001", str(EARLIER), str(EARLIER), "--home", str(small.home.root))
    assert exit_code == 0, said
    (folder,) = (small.home.root / "differences").iterdir()
    files = sorted(folder.iterdir())
    assert [path.name for path in files] == ["difference.en.md", "difference.nb.md", "numbers.parquet"]
    assert said.splitlines() == [str(files[1]), str(files[0])]
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder, folder.parent)} == {0o700}
    numbers = pl.read_parquet(files[2])
    assert numbers["difference"].drop_nulls().abs().sum() == 0 < numbers["earlier"].drop_nulls().abs().sum()
    page = files[0].read_text(encoding="utf-8")
    assert f"{numbers.height} of {numbers.height} numbers are the same" in page


def test_what_cannot_be_compared_is_refused_in_one_line(small):
    exit_code, said = run("EX009", str(EARLIER), str(EARLIER), "--home", str(small.home.root))
    assert exit_code == 1
    assert "found no agreement EX009; expected one of EX001" in said and said.count("\n") == 1


def test_a_page_says_what_changed_and_lists_every_number_that_did(small):
    later = edition_of(small.home, str(EARLIER))
    (first,) = (path.name for path in later.place.parent.iterdir() if path != later.place)
    earlier = edition_of(small.home, f"{EARLIER}/{first}")
    numbers = split(chain("EX001", earlier, later, tables=TABLES), TABLES)
    changes = Changes(earlier, later, row_changes(earlier.received(), later.received()), code_version()[:12])
    page = difference_page("EX001", changes, numbers, "en")
    assert "Not to be published" in page
    assert "Changed files: agreements/EX001.yaml." in page
    assert "Both editions were made by the same code." in page
    assert "No row known at the earlier data cut was changed" in page
    assert "| inside: n_in | persons | 6 | 0 | -6 | 0 | -6 | 0 | 0 | 0 | 0 |" in page
    assert "treated: n_in" not in page, "what is the same is counted, not listed"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_names_rows_and_code_that_changed_and_writes_what_is_missing_as_missing(small, language):
    edition = edition_of(small.home, str(EARLIER))
    rows = pl.DataFrame({"table_name": ["npr_episode"], "changed": [2], "deleted": [1], "new": [7]})
    number = {
        "number": "median", "what": "estimate", "unit": "days", "earlier": 123.456, "later": None,
        "difference": None, "code": 0.0, "protocol": 1.5, "corrections": None, "follow_up": None,
        "new_patients": None, "not_split": None,
    }  # fmt: skip
    page = difference_page(
        "EX001", Changes(edition, edition, rows, "other"), pl.DataFrame([number]), language
    )
    assert "| npr_episode | 2 | 1 | 7 |" in page
    assert edition.code_version in page and "other" in page
    written = "| median: estimate | days | 123.46 | – | – | 0 | +1.5000 | – | – | – | – |"
    assert (written if language == "en" else written.replace(".", ",")) in page
