"""released.oversight: what leaves of result.oversight."""

from schemas.result import oversight as exact


class Oversight(exact.Oversight):
    """One row per agreement or proposal and data cut.

    Same columns as `result.oversight`; the verdicts counted are those of `released.assessment`.
    """
