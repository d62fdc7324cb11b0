"""What we depend on is locked, installed as locked, and under a licence that a public authority can use."""

import sys
from importlib.metadata import distributions

import pytest

from pipelines.licences import (
    NOT_EXAMINED,
    PAGE,
    Licence,
    LicenceError,
    is_allowed,
    licence_page,
    licences,
    not_allowed,
    package_line,
    stated_licence,
    write_page,
)
from pipelines.lock_file import LockError, own_dependencies, read_lock

OUTSIDE_THE_LOCK = {"revurdering", "pip"}
"""Ourselves, and what installs the rest; an older Python's environment brings pip with it."""


def test_the_licence_page_is_current():
    committed, found = PAGE.read_text(encoding="utf-8"), licences()
    # The page says what the packages for Python 3.11 say; a later version of one may say it in other words.
    forked = [item for item in found if len(item.versions) > 1 and sys.version_info >= (3, 12)]
    if not forked:
        assert committed == licence_page(found), "make licences"
    assert [
        package_line(item) for item in found if item not in forked and package_line(item) not in committed
    ] == []


def test_every_licence_is_an_allowed_one():
    assert not_allowed(licences()) == []


def test_only_what_cannot_be_installed_here_is_not_examined():
    unseen = {item.package for item in licences() if item.licence == NOT_EXAMINED}
    assert unseen == {pin.name for pin in read_lock() if pin.when == "sys_platform == 'win32'"}
    assert len(unseen) < 6


def test_nothing_is_installed_that_is_not_locked():
    locked = {pin.name for pin in read_lock()} | OUTSIDE_THE_LOCK
    installed = {
        item.metadata["Name"].lower().replace("_", "-").replace(".", "-") for item in distributions()
    }
    assert sorted(installed - locked) == []


def test_what_the_project_names_is_locked_as_its_own():
    asked = {pin.name for pin in read_lock() if "revurdering" in pin.asked_by}
    assert asked == set(own_dependencies())


def test_every_pin_has_hashes():
    assert [pin.name for pin in read_lock() if pin.n_hashes == 0] == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url https://packages.example/simple",
        "wheel @ https://files.example/wheel-1.0.whl",
        "-e ./elsewhere",
        "click>=8",
        "click==8.5.1",
        "    --hash=md5:0123456789abcdef0123456789abcdef",
    ],
)
def test_a_line_that_is_no_hashed_pin_is_refused(tmp_path, line):
    lock = tmp_path / "requirements.lock"
    lock.write_text(
        f"alembic==1.0 \\\n    --hash=sha256:{'0' * 64}\n    # via dagster\n{line}\n", encoding="utf-8"
    )
    with pytest.raises(LockError, match=r"requirements\.lock, line 4: found something else"):
        read_lock(lock)


def test_a_licence_is_told_from_what_the_package_states():
    assert stated_licence("a", "MIT OR Apache-2.0", "other", ["BSD License"]) == "MIT OR Apache-2.0"
    assert (
        stated_licence("a", None, "MIT", ["MIT License", "Apache Software License"]) == "Apache-2.0 AND MIT"
    )
    assert stated_licence("a", None, "Apache License, Version 2.0", []) == "Apache-2.0"
    assert stated_licence("a", None, "GNU GPL v3", []) == "GNU GPL v3"
    for text in (None, "", "Permission is granted\nto everybody"):
        with pytest.raises(LicenceError, match="a: found no licence stated"):
            stated_licence("a", None, text, [])


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("MIT AND Zlib", True),
        ("GPL-3.0-only OR MIT", True),
        ("GPL-3.0-only AND MIT", False),
        ("MIT OR Apache-2.0 AND GPL-3.0-only", True),
        ("GPL-3.0-only OR MIT AND AGPL-3.0-only", False),
        ("GPL-3.0-only", False),
        ("Other/Proprietary License", False),
        ("MIT AND (GPL-3.0-only OR MIT)", False),
        ("", False),
    ],
)
def test_one_of_each_or_and_all_of_each_and(licence, allowed):
    assert is_allowed(licence) == allowed


def test_a_licence_that_is_not_allowed_stops_the_page(tmp_path):
    wrong = Licence("gift", ("1.0",), "AGPL-3.0-only", "direct, for running")
    with pytest.raises(LicenceError, match=r"gift: found AGPL-3\.0-only; expected one of 0BSD, Apache-2\.0"):
        write_page([wrong], tmp_path / "licences.md")
    assert not (tmp_path / "licences.md").exists()
