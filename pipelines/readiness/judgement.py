"""Try every rule of `rules` on what was found out; each broken rule is one finding or more."""

from collections.abc import Iterator

from pipelines.methods.term import Words
from pipelines.readiness.answer import Facts, Finding, MeasureAnswer
from pipelines.readiness.history import Part
from pipelines.readiness.observability import blocking, judged_of
from pipelines.readiness.precision import Precision
from pipelines.readiness.rules import FEWEST_FOR_HISTORY, RULES, rule
from pipelines.readiness.sources import KIND_SOURCES, NO_REGISTER

UNKNOWN_FOR_ALL = Words(
    "it was unknown for everybody who could be tried on",
    "det var ukjent for alle det kunne prøves på",
)
NOT_FORECAST: dict[str, Words] = {
    "no_patients": Words("no patients can be expected", "ingen pasienter kan ventes"),
    "no_cost_history": Words(
        "too few patients of the past show how cost varies", "for få pasienter i historikken viser hvordan "
        "kostnaden varierer",
    ),
    "not_simulated": Words("this kind of number is not simulated", "denne typen tall simuleres ikke"),
    "no_supply": Words("the dose is not known", "dosen ikke er kjent"),
    "register_missing": Words(
        "a register it rests on has never delivered", "et register det bygger på, aldri har levert"
    ),
}  # fmt: skip
UNITS_OF_USE = {"persons", "share"}
"""Units of measures that say who is treated, not what comes of it."""
DENOMINATORS = {
    "npr_drug": Words("the drug", "legemidlet"),
    "npr_diagnosis": Words("the diagnosis", "diagnosen"),
}


def findings(facts: Facts) -> tuple[Finding, ...]:
    """Every broken rule, in the order of the rules."""
    found = [finding for judge in JUDGES for finding in judge(facts)]
    order = [item.rule_id for item in RULES]
    return tuple(sorted(found, key=lambda finding: order.index(finding.rule.rule_id)))


def _finding(rule_id: str, **values: object) -> Finding:
    broken = rule(rule_id)
    return Finding(broken, {"limit": broken.limit, **values})


def _criteria(facts: Facts) -> Iterator[Finding]:
    blocked = blocking(facts.criteria)
    for item in facts.criteria:
        description = Words(item.criterion.description.english, item.criterion.description.norwegian)
        caution = KIND_SOURCES[item.criterion.kind].caution
        if item in blocked:
            yield _finding("criterion_not_observable", criterion=description, why=caution or UNKNOWN_FOR_ALL)
        elif item.answer == "partly":
            judged = judged_of(item)
            yield _finding(
                "criterion_partly_observable", criterion=description, share=Part(judged.unknown, judged.n)
            )
        if item not in blocked and caution is not None and caution is not NO_REGISTER:
            yield _finding("absence_unknown", criterion=description, why=caution)


def _patients(facts: Facts) -> Iterator[Finding]:
    inside, everybody = facts.expected["inside"], facts.expected["all_treated"]
    highest = inside.high if facts.rate.is_upper_figure else inside.mid
    if highest < rule("too_few_patients").limit:
        yield _finding("too_few_patients", expected=inside)
    if facts.rate.is_upper_figure or facts.rate.origin == "nobody":
        yield _finding("number_unknown", figure=facts.rate)
    if everybody.mid < rule("small_groups").limit:
        yield _finding("small_groups")
    first, second = facts.past.starters_by_half
    if facts.rate.origin == "history" and not _may_be_equal(first, second):
        going_on = round(2 * second * facts.years_planned / facts.window.years)
        yield _finding("use_changes", first_half=first, second_half=second, going_on=going_on)
    undetermined = facts.past.treated.get("undetermined", 0)
    if facts.past.n_treated >= FEWEST_FOR_HISTORY:
        share = Part(undetermined, facts.past.n_treated)
        if share.n > share.of * rule("undetermined").limit:
            yield _finding("undetermined", share=share)


def _may_be_equal(first: int, second: int) -> bool:
    """Whether two counts over equal times may come from one pace."""
    from scipy.stats import binomtest

    return binomtest(first, first + second).pvalue >= rule("use_changes").limit


def _measures(facts: Facts) -> Iterator[Finding]:
    judged = [(item, item.precision) for item in facts.measures if item.precision is not None]
    if not judged:
        yield _finding("nothing_assumed")
        return
    tried = [(item, precision) for item, precision in judged if precision.reason is None]
    limit = rule("no_rule_decidable").limit
    if tried:
        best, precision = max(tried, key=lambda pair: pair[1].best_decided)
        if precision.best_decided < limit:
            yield _finding("no_rule_decidable", measure=best.outcome, chance=precision.best_decided)
            return
    else:
        yield _finding("no_rule_decidable", measure=judged[0][0].outcome, chance=0.0)
    units = {precision.question.unit for _, precision in tried if precision.best_decided >= limit}
    if units and units <= UNITS_OF_USE:
        yield _finding("only_use_decidable")
    for item, precision in judged:
        yield from _undecided(item, precision, facts)


def _undecided(item: MeasureAnswer, precision: Precision, facts: Facts) -> Iterator[Finding]:
    if precision.reason is not None:
        yield _finding("rule_not_forecast", measure=item.outcome, why=NOT_FORECAST[precision.reason])
    elif precision.best_decided < rule("rule_not_decidable").limit:
        undetermined = Part(facts.past.treated.get("undetermined", 0), facts.past.n_treated)
        yield _finding(
            "rule_not_decidable",
            measure=item.outcome,
            chance=precision.best_decided,
            undetermined=undetermined if precision.question.widens and undetermined.n else None,
        )


def _deliveries(facts: Facts) -> Iterator[Finding]:
    last = facts.last[facts.treatment_register].complete_to
    if last is None or last < facts.plan.start_date:
        yield _finding(
            "no_treatment_data",
            register=facts.treatment_register,
            reassessment=facts.plan.reassessment_date,
        )
    listed = {source.register_name for source in facts.agreement.data_sources}
    used = {register for item in (*facts.criteria, *facts.measures) for register in item.registers}
    used.add(facts.treatment_register)
    said = {register for register, region, _, _ in facts.past.gaps if region is None}
    for register in sorted(used | listed):
        if register in used and register not in listed:
            problem = Words("is not among its data sources", "er ikke blant filens datakilder")
            yield _finding(
                "register_missing", register=register, what=_what(facts, register), problem=problem
            )
        elif facts.rhythms[register].n_deliveries == 0 and register not in said:
            problem = Words("has never delivered", "har aldri levert")
            yield _finding(
                "register_missing", register=register, what=_what(facts, register), problem=problem
            )
        if register in listed and facts.last[register].is_assumed:
            yield _finding("cadence_unknown", register=register)


def _what(facts: Facts, register: str) -> Words:
    """What the register is needed for: the criteria, or the outcomes."""
    if any(register in item.registers for item in facts.criteria):
        return Words("the criteria", "kriteriene")
    if any(register in item.registers for item in facts.measures):
        return Words("the outcome measures", "utfallsmålene")
    return Words("what the file says", "det filen sier")


def _registers(facts: Facts) -> Iterator[Finding]:
    for (register, denominator), share in sorted(facts.past.coverage.items()):
        if share.n < share.of * rule("low_coverage").limit:
            yield _finding("low_coverage", register=register, share=share, shown=DENOMINATORS[denominator])
    for register, region, english, norwegian in facts.past.gaps:
        yield _finding("source_gap", register=register, region=region, reason=Words(english, norwegian))
    if not facts.past.supply_is_known:
        yield _finding("supply_unknown")
    if facts.window.is_shorter:
        yield _finding("short_history", first=facts.window.first, years=facts.window.years)


JUDGES = (_criteria, _patients, _measures, _deliveries, _registers)
