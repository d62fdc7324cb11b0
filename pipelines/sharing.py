"""Who may read an edition: the file modes of what was released, and of nothing else."""

from pathlib import Path

from pipelines.home import Home

RELEASED = ("results.duckdb", "tables", "reports", "inputs")
"""What of an edition may be shared. Whatever else lies in it stays closed."""
FILE, FOLDER = 0o600, 0o700
FILE_FOR_GROUP, FOLDER_FOR_GROUP = 0o640, 0o750


def set_modes(home: Home, edition: Path) -> None:
    """Open what was released of the edition to the group where the home says so, else close it."""
    for_group = home.readers == "group"
    file, folder = (FILE_FOR_GROUP, FOLDER_FOR_GROUP) if for_group else (FILE, FOLDER)
    for released in (edition / name for name in RELEASED):
        for path in (released, *released.rglob("*")) if released.exists() else ():
            path.chmod(folder if path.is_dir() else file)
    edition.chmod(folder)
    if for_group:
        # The way there: to pass through and to list, never to write.
        for way in (home.root, edition.parent.parent, edition.parent, home.root / "published"):
            if way.is_dir() and not way.stat().st_mode & 0o010:
                way.chmod(FOLDER_FOR_GROUP)
