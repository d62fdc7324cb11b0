"""What the templates show of records and protocol: evidence beside ours, and notices on top of the report."""

from dataclasses import dataclass

from pipelines.methods.group_terms import GROUPS
from pipelines.methods.measures import MEASURES, VARIANTS
from pipelines.reports.coverage_page import SourceWords
from pipelines.reports.edition import Row
from pipelines.reports.language import Language
from pipelines.reports.numbers import Numbers
from pipelines.reports.view import Report

GAPS_IN_SUMMARY = 3


@dataclass(frozen=True)
class Beside:
    """A piece of evidence, its number, and ours for the same measure and time (None if there is none)."""

    terms: Row
    name: str
    theirs: str
    definition: str
    ours: Row | None


def evidence_beside_ours(view: Report, language: Language, numbers: Numbers) -> list[Beside]:
    """Evidence received, in the order it came."""
    return [_beside(view, row, language, numbers) for row in view.agreed.evidence]


def notices(view: Report, sources: SourceWords, language: Language, numbers: Numbers) -> list[str]:
    """What a reader must know before any number: the protocol's fate, thin registers and gaps."""
    said = []
    protocol = view.agreed.protocol
    if not protocol.is_in_time:
        said.append(
            language.text(
                f"protocol.notice.{protocol.status}",
                date=numbers.date(protocol.frozen_on),
                count=numbers.whole(len(protocol.changes)),
            )
        )
    said += [
        language.text(
            "coverage.notice",
            register=sources.register(row["register"]),
            of=language.text(f"coverage.{row['denominator']}"),
            share=numbers.with_interval(row["share"], row["lower"], row["upper"], "share"),
            n=numbers.whole(row["n_denominator"]),
        )
        for row in view.coverage.low(view.registers)
    ]
    said += [
        language.text(
            "coverage.notice_withheld",
            register=sources.register(row["register"]),
            of=language.text(f"coverage.{row['denominator']}"),
        )
        for row in view.coverage.withheld(view.registers)
    ]
    gaps = view.coverage.gaps_of(view.registers)
    said += [
        language.text(f"gap.notice.{gap['kind']}", gap=sources.gap_in_short(gap))
        for gap in gaps[:GAPS_IN_SUMMARY]
    ]
    if len(gaps) > GAPS_IN_SUMMARY:
        said.append(language.text("gap.more", count=len(gaps) - GAPS_IN_SUMMARY))
    return said


def _beside(view: Report, terms: Row, language: Language, numbers: Numbers) -> Beside:
    if terms["measure"] is None:
        return Beside(terms, "", "", "", None)
    measure = MEASURES[terms["measure"]]
    variant = view.asked_variant(measure)
    cohort = view.cohort if view.cohort in measure.cohorts else measure.cohorts[0]
    name = language.label(measure)
    if terms["time_days"] is not None:
        name = f"{name}, {numbers.time(terms['time_days'])}"
    theirs = ""
    if terms["value"] is not None:
        theirs = numbers.with_interval(terms["value"], terms["lower"], terms["upper"], measure.unit)
    return Beside(
        terms=terms,
        name=name,
        theirs=theirs,
        definition=f"{language.label(GROUPS[cohort])} · {language.label(VARIANTS[variant])}",
        ours=view.estimate(measure.name, variant, cohort, terms["time_days"]),
    )
