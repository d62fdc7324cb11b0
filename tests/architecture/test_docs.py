"""The documentation is true: generated pages are current, links lead somewhere, names exist."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from pipelines.cli import main
from pipelines.tables import LAYERS, REPOSITORY, all_tables

PAGES = sorted([*REPOSITORY.glob("*.md"), *(REPOSITORY / "docs").rglob("*.md")])
BY_PATH = {"ids": lambda page: str(page.relative_to(REPOSITORY))}
HOW_TO = REPOSITORY / "docs" / "how-to" / "add-an-outcome.md"

FENCED = re.compile(r"^```\w*\n(.*?)^```$", re.M | re.S)
INLINE = re.compile(r"`([^`\n]+)`")
GIVEN_FILE = re.compile(r"^`([\w/]+\.(?:py|sql))`\n\n```\w+\n(.*?)^```$", re.M | re.S)
FILE_ENDINGS = {"py", "sql", "csv", "yaml", "md", "duckdb", "parquet"}
TABLE = re.compile(rf"(?<![\w./])({'|'.join(LAYERS)})\.([a-z]\w*)")
COMMAND = re.compile(r"(?<![\w-])revurdering((?:[ \t]+\S+)+)")


def code(text: str) -> list[str]:
    """What a page prints as code: fenced blocks and spans between backticks."""
    return FENCED.findall(text) + INLINE.findall(FENCED.sub("", text))


def headings(text: str) -> set[str]:
    """Anchors of a page, spelt as repositories on the web spell them."""
    titles = re.findall(r"^#+ (.*)$", FENCED.sub("", text), re.M)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def broken_links(page: Path, text: str) -> list[str]:
    """Relative links of a page that lead to no file or to no heading."""
    broken = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (
            anchor and anchor not in headings(text if target == page else target.read_text(encoding="utf-8"))
        ):
            broken.append(link)
    return broken


def unknown_targets(text: str) -> list[str]:
    """`make` targets named in code that the Makefile does not have."""
    makefile = (REPOSITORY / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][\w-]*):", makefile, re.M))
    named = [name for part in code(text) for name in re.findall(r"(?:^|\s)make ([a-z][\w-]*)", part)]
    return [name for name in named if name not in targets]


def unknown_commands(text: str) -> list[str]:
    """Commands of `revurdering`, and options of them, named in code that do not exist."""
    unknown = []
    for words in (found.split() for part in code(text) for found in COMMAND.findall(part)):
        command = main.commands.get(words[0])
        if command is None:
            unknown.append(words[0])
            continue
        if isinstance(command, click.Group) and len(words) > 1:
            group, words = words[0], words[1:]
            command = command.commands.get(words[0])
            if command is None:
                unknown.append(f"{group} {words[0]}")
                continue
        options = {option for parameter in command.params for option in parameter.opts} | {"--help", "-h"}
        unknown += [f"{words[0]} {word}" for word in words if word.startswith("--") and word not in options]
    return unknown


def unknown_tables(text: str) -> list[str]:
    """Tables named `layer.table` in code that neither exist nor are made by the page itself."""
    made_here = {".".join(Path(path).with_suffix("").parts[-2:]) for path, _ in GIVEN_FILE.findall(text)}
    named = {f"{layer}.{table}" for part in code(text) for layer, table in TABLE.findall(part)}
    return sorted(
        name for name in named - made_here - set(all_tables()) if name.split(".")[1] not in FILE_ENDINGS
    )


@pytest.mark.parametrize("page", PAGES, **BY_PATH)
def test_every_relative_link_leads_somewhere(page):
    assert broken_links(page, page.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("page", PAGES, **BY_PATH)
def test_every_named_target_command_and_table_exists(page):
    text = page.read_text(encoding="utf-8")
    assert (unknown_targets(text), unknown_commands(text), unknown_tables(text)) == ([], [], [])


def test_what_does_not_exist_would_be_seen():
    text = "# One\n[a](gone.md) [b](#one) [c](#two)\n`make gold` `revurdering fly` `revurdering run --fast`"
    text += " `revurdering agreements thaw` `revurdering agreements check --fast`"
    text += "\n```\nselect * from core.unicorn join core.tumour using (x)\n```\n`sample_data/agreement.csv`"
    assert broken_links(HOW_TO, text) == ["gone.md", "#two"]
    assert unknown_targets(text) == ["gold"]
    assert unknown_commands(text) == ["fly", "run --fast", "agreements thaw", "check --fast"]
    assert unknown_tables(text) == ["core.unicorn"]


def test_every_command_and_option_is_on_its_page():
    page = (REPOSITORY / "docs" / "reference" / "command-line.md").read_text(encoding="utf-8")
    names = {f"`revurdering {name} " for name in main.commands}
    parameters = [parameter for command in main.commands.values() for parameter in command.params]
    options = {option for item in parameters for option in item.opts if option.startswith("--")}
    assert [name for name in sorted(names | options) if name not in page] == []


def test_the_table_reference_is_current():
    from pipelines.dictionary import dictionary_page

    committed = (REPOSITORY / "docs" / "reference" / "tables.md").read_text(encoding="utf-8")
    assert committed == dictionary_page(), "revurdering dictionary --out docs/reference/tables.md"


def test_every_table_and_column_is_in_the_reference():
    page = (REPOSITORY / "docs" / "reference" / "tables.md").read_text(encoding="utf-8")
    for definition in all_tables().values():
        section = page.split(f"\n### {definition.name}\n", 1)[1].split("\n### ", 1)[0]
        assert definition.grain in section
        for name in definition.model.to_schema().columns:
            first_of_its_kind = re.sub(r"\d+", "1", name)
            assert f"`{name}`" in section or f"`{first_of_its_kind}` … " in section


def test_pictures_are_small_and_used():
    pictures = sorted((REPOSITORY / "docs" / "pictures").iterdir())
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert [picture.name for picture in pictures if f"pictures/{picture.name})" not in text] == []
    assert [picture.name for picture in pictures if picture.stat().st_size > 300_000] == []


def test_the_outcome_of_the_how_to_is_a_table_with_nothing_else_edited(tmp_path):
    """The page's three files, put where it says in a copy of the house: found, directed, and as specified."""
    for name in ("pipelines", "schemas", "sql", "tests/support", "pyproject.toml", "tests/__init__.py"):
        source, target = REPOSITORY / name, tmp_path / name
        target.parent.mkdir(exist_ok=True)
        ignore = shutil.ignore_patterns("__pycache__")
        shutil.copytree(source, target, ignore=ignore) if source.is_dir() else shutil.copy(source, target)
    text = HOW_TO.read_text(encoding="utf-8")
    files = GIVEN_FILE.findall(text)
    assert len(files) == 3
    assert f"have {sum(content.count(chr(10)) for _, content in files)} lines together" in text
    for path, content in files:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content, encoding="utf-8")
    (tmp_path / "tests" / "test_found.py").write_text(
        "from pathlib import Path\n"
        "from pipelines.tables import REPOSITORY, all_tables\n"
        "def test_found():\n"
        "    assert Path(__file__).is_relative_to(REPOSITORY)\n"
        "    assert len(all_tables()['outcome.time_to_first_admission'].upstream) == 4\n",
        encoding="utf-8",
    )
    result = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "tests"], cwd=tmp_path, capture_output=True, text=True,
        check=False, env={"PYTHONPATH": str(tmp_path), "PATH": ""},
    )  # fmt: skip
    assert result.returncode == 0 and "2 passed" in result.stdout, result.stdout[-2000:]
