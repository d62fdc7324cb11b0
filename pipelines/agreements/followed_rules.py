"""What may be followed, and the window in which a measure of it is read."""

from collections.abc import Iterator

from pipelines.agreements.model import Agreement
from pipelines.agreements.problems import Problem, problem
from pipelines.agreements.repetitions import repeated
from pipelines.methods.response_terms import AMONG, RESPONSES
from schemas.agreement.complication import HOSPITAL_ADMISSION


def followed_problems(agreement: Agreement) -> Iterator[Problem]:
    """Complications and responses that stand twice or say what they cannot."""
    complications, responses = agreement.complications, agreement.responses
    yield from repeated("complications", [item.complication for item in complications], ".complication")
    for position, item in enumerate(complications):
        if item.complication == HOSPITAL_ADMISSION and item.lookback_days:
            yield problem(
                f"complications[{position}].lookback_days",
                item.lookback_days,
                f"0 or nothing with {HOSPITAL_ADMISSION}: an earlier stay does not explain a later one",
            )
    yield from repeated("responses", [item.response for item in responses], ".response")
    for position, item in enumerate(responses):
        if item.response not in RESPONSES and item.are_reports_complete:
            yield problem(
                f"responses[{position}].are_reports_complete",
                True,
                f"nothing with {item.response}: it is no report, and NPR says how far it is complete",
            )


def agreed_windows(agreement: Agreement, part: str) -> dict[str, int]:
    """Days by variant of the measures that are read at the windows of `part`, complications or responses."""
    if part == "complications":
        return {item.complication: item.window_days for item in agreement.complications}
    windows = {item.response: item.within_days for item in agreement.responses}
    transplant = windows.pop("transplant", None)
    if transplant is None:
        return windows
    among = ("treated", *windows)
    return windows | {f"{AMONG}{name}": transplant for name in among}


def needed_purposes(agreement: Agreement) -> dict[str, str]:
    """What registers must be used for because of what is followed, each with the part that needs it."""
    needed = {"hospital_contacts": "complications"} if agreement.complications else {}
    for item in agreement.responses:
        purpose = "response" if item.response in RESPONSES else "hospital_contacts"
        needed.setdefault(purpose, "responses")
    return needed
