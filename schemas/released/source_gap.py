"""released.source_gap: what leaves of result.source_gap."""

from schemas.result import source_gap as exact


class SourceGap(exact.SourceGap):
    """One row per agreement in force, data cut, register, and gap in what it delivers.

    Same columns as `result.source_gap`, after disclosure control: where `suppressed` is true the number of
    persons is withheld, because it is not among those that `released.coverage` tells. That nobody was seen is
    no person, and every gap itself is told.
    """
