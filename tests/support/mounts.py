"""Folders that are given another disk, or none to write to: only the superuser can make them."""

import os
import subprocess
from pathlib import Path

import pytest


def mount(folder: Path, *options: str) -> None:
    """Mount something on the folder. Skips the test where this user may not.

    A superuser who cannot either fails it in CI, where nobody reads of what was skipped.
    """
    if os.geteuid():
        pytest.skip("only the superuser can mount; what modes alone refuse is tested for every user")
    done = subprocess.run(
        ["mount", *options, str(folder)], capture_output=True, text=True, check=False, errors="replace"
    )
    if done.returncode:
        unable = f"the superuser could not mount on a folder here ({' '.join(done.stderr.split())})"
        if os.environ.get("CI"):
            pytest.fail(f"{unable}; CI is expected to allow it (in a container: with CAP_SYS_ADMIN)")
        pytest.skip(unable)


def unmount(folder: Path) -> None:
    subprocess.run(["umount", str(folder)], check=True)
