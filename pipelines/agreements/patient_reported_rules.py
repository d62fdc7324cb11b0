"""What an agreement may say about patient-reported outcomes: windows in order, and what measures rest on."""

from collections.abc import Iterator
from itertools import pairwise

from pipelines.agreements.model import Agreement
from pipelines.agreements.patient_reported import PatientReported
from pipelines.agreements.problems import Problem, problem
from pipelines.agreements.repetitions import repeated
from pipelines.methods.measures import MEASURES
from schemas.agreement.patient_reported import SCALES
from schemas.agreement.patient_reported_time import TIMES_DAYS

INDEX = "eq5d_index"
WIDEST = {INDEX: 1}
"""Width of a scale that is not 100 points wide."""


def patient_reported_problems(agreement: Agreement) -> Iterator[Problem]:
    """Scales, tariff and times that contradict each other, the plan, or the measures that rest on them."""
    part = agreement.patient_reported
    if part is not None:
        yield from _scale_problems(part)
        yield from _time_problems(part, agreement)
    yield from _asked_problems(agreement)


def _scale_problems(part: PatientReported) -> Iterator[Problem]:
    scales = [shown.scale for shown in part.scales]
    yield from repeated("patient_reported.scales", scales, ".scale")
    if INDEX in scales and part.eq5d_tariff is None:
        yield problem("patient_reported.eq5d_tariff", None, f"the tariff of the scale {INDEX}")
    if INDEX not in scales and part.eq5d_tariff is not None:
        yield problem(
            "patient_reported.eq5d_tariff", part.eq5d_tariff, f"no tariff without the scale {INDEX}"
        )
    for position, shown in enumerate(part.scales):
        width, difference = WIDEST.get(shown.scale, 100), shown.minimal_important_difference
        if difference is not None and difference >= width:
            yield problem(
                f"patient_reported.scales[{position}].minimal_important_difference",
                difference,
                f"less than the width of {shown.scale}, {width}",
            )


def _time_problems(part: PatientReported, agreement: Agreement) -> Iterator[Problem]:
    path, plan = "patient_reported.times", agreement.plan
    if part.times[0].time_days != 0:
        yield problem(f"{path}[0].time_days", part.times[0].time_days, "0, the baseline, first")
    for position, asked in enumerate(part.times):
        place = f"{path}[{position}]"
        if asked.time_days not in TIMES_DAYS:
            yield problem(f"{place}.time_days", asked.time_days, f"one of {', '.join(map(str, TIMES_DAYS))}")
        if not asked.from_days <= asked.time_days < asked.to_days:
            yield problem(place, [asked.from_days, asked.to_days], f"a window that holds {asked.time_days}")
        if asked.time_days > 0 and asked.from_days <= 0:
            yield problem(f"{place}.from_days", asked.from_days, "a day after the first dose")
        if plan.start_date is not None:
            followed = (plan.reassessment_date - plan.start_date).days
            if 0 < followed < asked.to_days:
                yield problem(
                    f"{place}.to_days",
                    asked.to_days,
                    f"at most the {followed} days from start_date to reassessment_date",
                )
    for (_, first), (position, second) in pairwise(enumerate(part.times)):
        if second.time_days <= first.time_days:
            yield problem(
                f"{path}[{position}].time_days", second.time_days, f"a time after {first.time_days}"
            )
        elif second.from_days < first.to_days:
            yield problem(
                f"{path}[{position}].from_days",
                second.from_days,
                f"a day from {first.to_days}, where the window before ends",
            )


def _asked_problems(agreement: Agreement) -> Iterator[Problem]:
    """Measures of patient-reported outcomes are those of the scales and times of the part."""
    part = agreement.patient_reported
    for position, outcome in enumerate(agreement.outcome_measures):
        path = f"outcome_measures[{position}]"
        if "patient_reported" not in MEASURES[outcome.measure].purposes:
            continue
        if part is None:
            yield problem(f"{path}.measure", outcome.measure, "no such measure without patient_reported")
            continue
        scales = [shown.scale for shown in part.scales]
        if outcome.variant in SCALES and outcome.variant not in scales:
            yield problem(
                f"{path}.variant",
                outcome.variant,
                f"one of patient_reported.scales: {', '.join(scales)}",
            )
        times = [asked.time_days for asked in part.times]
        if outcome.time_days in MEASURES[outcome.measure].times_days and outcome.time_days not in times:
            yield problem(
                f"{path}.time_days",
                outcome.time_days,
                f"one of patient_reported.times: {', '.join(map(str, times))}",
            )
