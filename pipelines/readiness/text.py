"""The answer as plain text for whoever decides: the verdict and why first, then what it rests on."""

import textwrap
from collections.abc import Iterator, Sequence

from pipelines.methods.group_terms import COHORTS
from pipelines.readiness.accrual import CONFIDENCE
from pipelines.readiness.answer import CriterionAnswer, Facts, Finding, MeasureAnswer, Readiness
from pipelines.readiness.history import Judged
from pipelines.readiness.judgement import DENOMINATORS, NOT_FORECAST
from pipelines.readiness.precision import Precision, UnderTruth
from pipelines.readiness.rules import RULES, VERDICTS
from pipelines.readiness.saying import Saying
from pipelines.readiness.shown import about_share, shown_expected
from pipelines.readiness.truths import MEANING, RATIOS

WIDTH = 100
COLUMN_WIDTH = 44


def readiness_text(answer: Readiness, code: str) -> str:
    """The whole answer in one language (`nb` or `en`)."""
    say = Saying(code, answer.facts)
    parts = [
        _head(answer, say), _plan(answer, say), _criteria(answer.facts, say),
        _measures(answer.facts, say), _deliveries(answer.facts, say), _patients(answer.facts, say),
        _precision(answer.facts, say), _rules(say), [say("synthetic")],
    ]  # fmt: skip
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _head(answer: Readiness, say: Saying) -> list[str]:
    agreement = answer.facts.agreement
    lines = [
        f"{agreement.agreement_id} – {say.words(agreement.title)}",
        say("question"),
        "",
        say.words(VERDICTS[answer.verdict]).upper(),
    ]
    beside = "besides" if answer.verdict == "cannot_be_reassessed" else "reservations"
    for follows, heading in (("cannot", "because"), ("reservation", beside)):
        found = [finding for finding in answer.findings if finding.rule.follows == follows]
        if found:
            lines += ["", say(heading)]
            lines += [line for number, item in enumerate(found, 1) for line in _numbered(number, item, say)]
    if not answer.findings:
        lines += ["", say("nothing_against")]
    return lines


def _numbered(number: int, finding: Finding, say: Saying) -> list[str]:
    return _wrapped(say.finding(finding), f"{number:>3}. ", "     ")


def _wrapped(text: str, first: str = "  ", then: str = "  ") -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent=first, subsequent_indent=then, break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip


def _plan(answer: Readiness, say: Saying) -> list[str]:
    facts = answer.facts
    plan, window = facts.plan, facts.window
    lines = [
        say("plan"),
        *_wrapped(
            say(
                "plan_period", start=say.date(plan.start_date),
                reassessment=say.date(plan.reassessment_date), as_of=say.date(facts.as_of),
            )
        ),
    ]  # fmt: skip
    if plan.is_start_assumed:
        lines += _wrapped(say("start_assumed"))
    lines += _wrapped(say("window", first=say.date(window.first), last=say.date(window.last)))
    if "nothing_assumed" not in (finding.rule.rule_id for finding in answer.findings):
        lines += _wrapped(say("said_uncertain", text=say.words(facts.agreement.uncertainty)))
    return lines


def _criteria(facts: Facts, say: Saying) -> list[str]:
    past = facts.past
    base = say("criteria_base", treated=say.count(past.n_treated), candidates=say.count(past.n_candidates))
    rows = [["criterion", "register", "", "met", "not_met", "unknown", "answer"]]
    rows = [[say(name) if name else "" for name in rows[0]]]
    for item in facts.criteria:
        rows += _criterion_rows(item, say)
    return [say("criteria"), *_wrapped(base), *_table(rows)]


def _criterion_rows(item: CriterionAnswer, say: Saying) -> Iterator[list[str]]:
    groups = [("treated_group", item.treated), ("candidate_group", item.candidates)]
    shown = [(name, judged) for name, judged in groups if judged.n] or [groups[0]]
    for place, (name, judged) in enumerate(shown):
        yield [
            say.words(item.criterion.description) if place == 0 else "",
            ", ".join(item.registers) or "–" if place == 0 else "",
            say(name),
            *_judged(judged, say),
            say(item.answer) if place == 0 else "",
        ]


def _judged(judged: Judged, say: Saying) -> list[str]:
    if judged.n == 0:
        return ["–", "–", "–"]
    return [say.count(n) for n in (judged.met, judged.not_met, judged.unknown)]


def _measures(facts: Facts, say: Saying) -> list[str]:
    rows = [[say(name) for name in ("measure", "register", "measured", "known_to")]]
    for item in facts.measures:
        share = None if item.measured is None else about_share(item.measured)
        rows.append(
            [
                say.measure(item.outcome),
                ", ".join(item.registers),
                "–" if share is None else say.percent(share),
                say("never") if item.known_to_date is None else say.date(item.known_to_date),
            ]
        )
    lines = [say("measures"), *_table(rows)]
    for (register, denominator), part in sorted(facts.past.coverage.items()):
        lines += _wrapped(
            say(
                "coverage", register=say.register(register), share=say.part(part), n=say.count(part.of),
                shown=say.words(DENOMINATORS[denominator]),
            )
        )  # fmt: skip
    return lines


def _deliveries(facts: Facts, say: Saying) -> list[str]:
    rows = [[say(name) for name in ("register", "delivered", "every", "lead", "last", "received", "if_slow")]]
    for register in facts.registers:
        rhythm, last = facts.rhythms[register], facts.last[register]
        agreed = f" {say('by_agreement')}" if rhythm.is_from_agreement else ""
        rows.append(
            [
                register,
                str(rhythm.n_deliveries),
                "–" if rhythm.months_between is None else say("months", n=rhythm.months_between) + agreed,
                "–"
                if rhythm.lead_days_median is None
                else f"{rhythm.lead_days_median} ({rhythm.lead_days_longest})",
                say("never") if last.complete_to is None else say.date(last.complete_to),
                say.date(last.received),
                say.date(last.complete_to_if_slow),
            ]
        )
    return [say("deliveries"), *_table(rows)]


def _patients(facts: Facts, say: Saying) -> list[str]:
    last = facts.last[facts.treatment_register].complete_to
    lines = [say("patients")]
    lines += _wrapped(
        say("accrual", last=say.date(last), years=say.number(facts.years_planned))
        if facts.years_planned
        else say("no_accrual")
    )
    for place, rate in enumerate(facts.rates):
        lines += _wrapped(say("used" if place == 0 else "also") + say.rate(rate))
    for text in say.facts_of_file():
        lines += _wrapped(text)
    if facts.past.n_treated:
        years = ", ".join(f"{year}: {say.count(n)}" for year, n in facts.past.starters_by_year.items())
        lines += _wrapped(say("by_year", text=years))
    rows = [[say(name) for name in ("group", "expected", "limits")]]
    for cohort in facts.expected:
        expected = shown_expected(facts, cohort)
        label = say.words(COHORTS[cohort].label)
        if expected is None:
            rows.append([label, say("under_five"), "–"])
            continue
        middle = say.patients(expected.mid)
        rows.append(
            [
                label,
                say("at_most", n=middle) if facts.rate.is_upper_figure else middle,
                "–"
                if expected.low == expected.high
                else f"{say.patients(expected.low)}–{say.patients(expected.high)}",
            ]
        )
    return [*lines, *_table(rows)]


def _precision(facts: Facts, say: Saying) -> list[str]:
    lines = [say("precision"), *_wrapped(say("precision_base", confidence=say.percent(CONFIDENCE)))]
    simulated = [item.precision for item in facts.measures if item.precision and item.precision.under]
    units = {precision.question.unit for precision in simulated}
    meanings = [
        say.words(meaning).format(ratio=say.ratio(RATIOS[unit]))
        for unit, meaning in MEANING.items()
        if unit in units
    ]
    if meanings:
        lines += _wrapped(say("clearly", meanings="; ".join(meanings)))
    for item in facts.measures:
        lines += ["", *_wrapped(say.measure(item.outcome)), *_precision_of(item, say)]
    return lines


def _precision_of(item: MeasureAnswer, say: Saying) -> list[str]:
    precision = item.precision
    if precision is None:
        return _wrapped(say("no_question"), "    ", "    ")
    stated = _wrapped(say.assumption(precision.question), "    ", "    ")
    if precision.reason is not None:
        why = say.words(NOT_FORECAST[precision.reason])
        return stated + _wrapped(say("no_forecast", why=why), "    ", "    ")
    heads = [say(name) for name in ("truth", "width", "holds", "fails", "undecided")]
    heads.insert(1, "")
    rows = [heads] + [_truth_row(precision, under, say) for under in precision.under]
    return stated + _table(rows, "    ")


def _truth_row(precision: Precision, under: UnderTruth, say: Saying) -> list[str]:
    unit = precision.question.unit
    if unit == "persons":
        width = say("count")
    elif under.width is None or under.open_share > 0.5:
        width = say("open")
    else:
        width = say.width(under.width, unit)
    return [
        say(under.truth.name), say.value(under.truth.value, unit), width,
        say.percent(under.holds), say.percent(under.fails), say.percent(1 - under.decided),
    ]  # fmt: skip


def _rules(say: Saying) -> list[str]:
    lines = [say("rules")]
    for follows in ("cannot", "reservation"):
        lines.append(f"  {say(follows)}")
        for rule in RULES:
            if rule.follows == follows:
                lines += _wrapped(say.rule(rule), "  - ", "    ")
    return lines


def _table(rows: Sequence[Sequence[str]], indent: str = "  ") -> list[str]:
    """Columns side by side; a long first cell is broken over lines."""
    widths = [min(COLUMN_WIDTH, max(len(row[place]) for row in rows)) for place in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [textwrap.wrap(cell, COLUMN_WIDTH, break_on_hyphens=False) or [""] for cell in row]
        for depth in range(max(len(cell) for cell in cells)):
            printed = [cell[depth] if depth < len(cell) else "" for cell in cells]
            line = "  ".join(text.ljust(width) for text, width in zip(printed, widths, strict=True))
            lines.append((indent + line).rstrip())
    return lines
