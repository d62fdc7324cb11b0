"""Homes from which persons are erased, also by a process that may be killed."""

from pathlib import Path

from tests.support.killed import Job

PERSON = "S000000007"
"""Whom the tests erase."""


def erase_rows(home: Path, *persons: str) -> list:
    """Erase persons from the stores; what went."""
    from pipelines.ingest.erasing import Request, erase

    return erase(home, Request(frozenset(persons or (PERSON,)), "A. Owner", "Asked for it"))


def erase_stores(job: Job) -> None:
    """Erase the person from the stores alone."""
    erase_rows(job.home.root)


def erase_all(job: Job) -> None:
    """Erase the person from stores, working databases and editions."""
    from pipelines.erasure.derived import remove_derived

    erase_rows(job.home.root)
    remove_derived(job.home)
