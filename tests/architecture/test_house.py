"""The house stays small, quiet and closed."""

import ast
import os
import re
import subprocess
import sys

import pytest

from pipelines.tables import PIPELINES, REPOSITORY, SCHEMAS

SOURCES = sorted(path for folder in (PIPELINES, SCHEMAS) for path in folder.rglob("*.py"))


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_no_file_is_over_400_lines(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_nothing_stands_in_an_init():
    assert [path for path in SOURCES if path.name == "__init__.py" and path.stat().st_size] == []


def test_no_file_is_a_drawer_for_anything():
    assert [path for path in SOURCES if path.stem in ("utils", "helpers", "common", "misc")] == []


def reads_environment(source: str) -> bool:
    names = {node.attr for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Attribute)}
    return bool(names & {"environ", "getenv", "EnvVar", "environb"})


def test_only_resources_reads_the_environment():
    readers = [path.name for path in SOURCES if reads_environment(path.read_text(encoding="utf-8"))]
    assert readers == ["resources.py"]


def test_reading_the_environment_would_be_seen():
    assert reads_environment("import os\nx = os.environ['HOME']")


def test_public_functions_are_typed_and_described():
    bare = []
    for path in SOURCES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                typed = all(argument.annotation for argument in node.args.args)
                told = ast.get_docstring(node) or SCHEMAS in path.parents
                if not typed or not (node.returns or _is_decorated(node)) or not told:
                    bare.append(f"{path.relative_to(REPOSITORY)}:{node.name}")
    assert bare == []


def _is_decorated(node: ast.FunctionDef) -> bool:
    """Dagster and pandera state what a decorated function gives."""
    return bool(node.decorator_list)


def test_no_machine_path_and_no_registry_address_is_committed():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    registries = ("pypi", "pythonhosted", "npmjs", "debian")
    wrong = re.compile(rf"\b({'|'.join(registries)})\.org\b|/(?:root|home|Users|work)/\w")
    assert wrong.search("files.pythonhosted" + ".org") and wrong.search("/" + "home/somebody/x")
    texts = (".py", ".md", ".toml", ".yaml", ".sql", ".lock", "")
    found = [
        name
        for name in listed
        if name
        and (REPOSITORY / name).is_file()
        and (REPOSITORY / name).suffix in texts
        and wrong.search((REPOSITORY / name).read_text(encoding="utf-8", errors="ignore"))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("file", "fewest"), [("requirements.lock", 50), ("tests/bench/requirements.lock", 15)]
)
def test_every_dependency_is_pinned_with_a_hash(file: str, fewest: int) -> None:
    lock = (REPOSITORY / file).read_text(encoding="utf-8")
    pin = r"^[A-Za-z0-9_.\-]+(?:\[[^\]]*\])?==\S+.*?\\\n(?:    --hash=sha256:[0-9a-f]{64}.*\n)+"
    pins = re.findall(pin, lock, flags=re.M)
    entries = re.findall(r"^[A-Za-z0-9].*==", lock, flags=re.M)
    assert len(pins) == len(entries) > fewest


def writes_a_database_file(source: str) -> bool:
    """Whether it makes a database in a file that stays: one whose storage version is given."""
    return bool(re.search(r"attach .*storage_version", source)) or "attach '{path}'" in source


def test_database_files_that_leave_are_made_apart_from_what_read_persons():
    writers = [path.name for path in SOURCES if writes_a_database_file(path.read_text(encoding="utf-8"))]
    assert writers == ["apart.py", "line_release.py", "load.py"], (
        "stores of deliveries, which no one is handed"
    )
    for name in ("edition_file", "ingest/erasing"):
        assert "write_apart(" in (PIPELINES / f"{name}.py").read_text(encoding="utf-8")


def test_writing_a_database_file_would_be_seen():
    assert writes_a_database_file("c.execute(f\"attach '{path}' as edition_file (storage_version '1')\")")


def test_help_answers_without_loading_heavy_libraries():
    heavy = ("dagster", "polars", "pandera", "duckdb", "altair", "scipy")
    code = f"import sys, pipelines.cli; print([name for name in {heavy!r} if name in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
    )  # fmt: skip
    assert result.stdout.strip() == "[]"


def test_no_conflict_of_two_branches_is_left_in_a_file():
    marker = "^(" + "<" * 7 + "|" + ">" * 7 + ") "
    found = subprocess.run(
        ["git", "grep", "-lE", marker], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    assert found.returncode == 1 and found.stdout == "", found.stdout + found.stderr
