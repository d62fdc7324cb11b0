"""released.obligation: what leaves of result.obligation."""

from schemas.result import obligation as exact


class Obligation(exact.Obligation):
    """One row per agreement, data cut and thing owed: data, evidence, a cut, the reassessment, a legal basis.

    Same rows as `result.obligation`: dates of deliveries and of the plan, and no number of persons.
    """
