"""The machine that fails while a delivery is loaded, told from a delivery that is bad."""

import errno
import os

import duckdb

MACHINE_FAULTS = (duckdb.IOException, duckdb.OutOfMemoryException, duckdb.FatalException)
"""What DuckDB raises where not the content is at fault but the disk or the memory."""

KNOWN = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EIO)


def machine_fault(error: Exception) -> str:
    """What the machine refused, in its own words for it and without anything of a row."""
    if isinstance(error, OSError) and error.errno is not None:
        return os.strerror(error.errno)
    if isinstance(error, duckdb.OutOfMemoryException):
        return "out of memory, or of space for what does not fit into it"
    said = str(error)
    return next((os.strerror(code) for code in KNOWN if os.strerror(code) in said), type(error).__name__)
