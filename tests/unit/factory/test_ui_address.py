"""The web UI has no login: it listens to this machine alone unless somebody says otherwise."""

import shlex
import shutil
import subprocess

import pytest
from dagster._cli.dev import dev_command

from pipelines.tables import REPOSITORY

HOST = "127.0.0.1"
needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not on this machine")


def options(*given: str) -> dict:
    """The options of `dagster dev` as Dagster itself reads them from what `make ui` would run."""
    # A make within a make, as in `make test`, says which folder it leaves, after the last command.
    command = ["make", "--no-print-directory", "--dry-run", "ui", *given]
    shown = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=True).stdout
    words = shlex.split(shown.replace("\\\n", " ").strip().splitlines()[-1])
    start = next(number for number, word in enumerate(words) if word.endswith("bin/dagster"))
    assert words[start + 1] == "dev"
    return dev_command.make_context("dev", words[start + 2 :]).params


@needs_make
def test_the_ui_binds_to_loopback():
    assert (options()["host"], options()["port"]) == (HOST, "3000")


@needs_make
def test_unless_told_otherwise():
    told = options("UI_HOST=192.0.2.7", "UI_PORT=8080")
    assert (told["host"], told["port"]) == ("192.0.2.7", "8080")


def test_without_make_dagster_s_own_default_is_loopback_too():
    from dagster_webserver.cli import dagster_webserver

    host = next(option for option in dagster_webserver.params if option.name == "host")
    assert host.default == HOST
    assert dev_command.make_context("dev", []).params["host"] is None


def test_no_setting_of_ours_opens_it():
    for name in ("workspace.yaml", "pipelines/dagster.yaml"):
        text = (REPOSITORY / name).read_text(encoding="utf-8")
        assert "host" not in text and "0.0.0.0" not in text
