"""The machine that fails while something is loaded or built, told from content that is bad."""

import errno
import os

import duckdb

MACHINE_FAULTS = (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.FatalException)
"""What DuckDB raises where not the content is at fault but the disk or the memory."""

KNOWN = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO)


def is_machine_fault(error: Exception) -> bool:
    """Whether the machine failed. A commit that the disk refused DuckDB calls an error of the transaction."""
    return isinstance(error, (OSError, *MACHINE_FAULTS)) or refusal(error) is not None


def machine_fault(error: Exception) -> str:
    """What the machine refused, without anything of a row: in its own words, or else what kind of error."""
    return refusal(error) or type(error).__name__


def refusal(error: Exception) -> str | None:
    """What the machine refused in its own words for it; None where none of the known ones is said."""
    if isinstance(error, OSError) and error.errno is not None:
        return os.strerror(error.errno)
    if isinstance(error, duckdb.OutOfMemoryException):
        return "out of memory, or of space for what does not fit into it"
    if not isinstance(error, (*MACHINE_FAULTS, duckdb.TransactionException)):
        return None
    said = str(error)
    return next((os.strerror(code) for code in KNOWN if os.strerror(code) in said), None)
