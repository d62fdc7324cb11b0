"""released.reporting_delay: what leaves of result.reporting_delay."""

from schemas.result import reporting_delay as exact


class ReportingDelay(exact.ReportingDelay):
    """One row per data cut and register that has delivered.

    Same as `result.reporting_delay`: dates of deliveries tell of no person, and nothing is withheld.
    """
