"""Deliveries lie in `<folder>/<register>/<delivery_id>/`."""

from pathlib import Path


def find_deliveries(folder: Path) -> list[Path]:
    """The folder of every delivery, sorted by register and id, whether or not it is any good.

    Raises NotADirectoryError where `folder` is none.
    """
    if not folder.is_dir():
        raise NotADirectoryError(
            f"{folder}: found no folder; expected <register>/<delivery_id>/manifest.yaml in it"
        )
    return sorted(
        delivery
        for register in folder.iterdir()
        if register.is_dir() and not register.name.startswith(".")
        for delivery in register.iterdir()
        if delivery.is_dir() and not delivery.name.startswith(".")
    )
