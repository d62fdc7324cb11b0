"""How complications and responses are said on the page."""

from dataclasses import dataclass
from typing import Any

from pipelines.methods.complication_terms import COMPLICATIONS
from pipelines.methods.patient_flow import COUNTED_COHORT
from pipelines.methods.response_terms import AMONG, RESPONSES, TRANSPLANT_VARIANTS
from pipelines.methods.term import Term
from pipelines.reports.edition import Row
from pipelines.reports.language import Language
from pipelines.reports.numbers import Numbers
from pipelines.reports.view import Report


@dataclass(frozen=True)
class ComplicationRow:
    """One complication: what it is, its window, and its released estimates."""

    term: Term
    window: str
    incidence: Row | None
    rate: Row | None
    codes: list[Row]


@dataclass(frozen=True)
class ResponseRow:
    """One reported response; `is_lower_limit` where no report is unknown."""

    term: Term
    window: str
    is_lower_limit: bool
    share: Row | None
    unknown: Row | None
    time: Row | None


def followed_context(view: Report, language: Language, numbers: Numbers) -> dict[str, Any]:
    """What the templates of complications and response name. Their numbers are of the counted cohort."""
    return {
        "complication_rows": _complications(view, numbers),
        "early_death": view.estimate("death_within_30_days", "kaplan_meier", COUNTED_COHORT, 30),
        "code_origins": _origins(view, language, numbers),
        "response_rows": _responses(view, numbers),
        "transplant_rows": _transplants(view),
        "transplant_window": next(
            (numbers.whole(row["within_days"]) for row in view.followed.responses if _is_transplant(row)), ""
        ),
    }


def _complications(view: Report, numbers: Numbers) -> list[ComplicationRow]:
    rows = []
    for agreed in view.followed.complications:
        name, window = agreed["complication"], agreed["window_days"]
        rows.append(
            ComplicationRow(
                term=COMPLICATIONS[name],
                window=numbers.whole(window),
                incidence=view.estimate("complication_incidence", name, COUNTED_COHORT, window),
                rate=view.estimate("complication_rate", name, COUNTED_COHORT, window),
                codes=view.followed.codes.get(name, []),
            )
        )
    return rows


def _origins(view: Report, language: Language, numbers: Numbers) -> list[str]:
    """Where the codes come from and since when they count, each once."""
    lists = [row["complication"] for row in view.followed.complications]
    codes = [code for name in lists for code in view.followed.codes.get(name, [])]
    said = [
        language.text("complication.origin", origin=code["origin"], date=numbers.date(code["valid_from"]))
        for code in codes
    ]
    return list(dict.fromkeys(said))


def _responses(view: Report, numbers: Numbers) -> list[ResponseRow]:
    rows = []
    for agreed in view.followed.responses:
        if _is_transplant(agreed):
            continue
        key = (agreed["response"], COUNTED_COHORT, agreed["within_days"])
        rows.append(
            ResponseRow(
                term=RESPONSES[agreed["response"]],
                window=numbers.whole(agreed["within_days"]),
                is_lower_limit=not agreed["are_reports_complete"],
                share=view.estimate("share_response_reported", *key),
                unknown=view.estimate("share_response_unknown", *key),
                time=view.estimate("time_to_response_median", *key),
            )
        )
    return rows


def _transplants(view: Report) -> list[tuple[Term, Row | None]]:
    """The share among all, and among each kind of responders that the agreement looks for."""
    asked = {f"{AMONG}treated", *(f"{AMONG}{row['response']}" for row in view.followed.responses)}
    for agreed in view.followed.responses:
        if _is_transplant(agreed):
            return [
                (term, view.estimate("share_transplanted", term.name, COUNTED_COHORT, agreed["within_days"]))
                for term in TRANSPLANT_VARIANTS
                if term.name in asked
            ]
    return []


def _is_transplant(agreed: Row) -> bool:
    return agreed["response"] not in RESPONSES
