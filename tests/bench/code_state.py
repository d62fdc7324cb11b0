"""What git says of the code that is measured."""

import subprocess

from pipelines.tables import REPOSITORY


def git(*arguments: str) -> str:
    """What a git command on this repository prints. Raises CalledProcessError where it fails."""
    return subprocess.run(
        ["git", *arguments], cwd=REPOSITORY, capture_output=True, text=True, check=True
    ).stdout.strip()
