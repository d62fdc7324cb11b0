"""The main job from the command line: ingest, freeze, then the Dagster job of one data cut."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from pipelines.cut import current_inputs, differences, freeze, inputs_to_freeze, refuse_future
from pipelines.frozen import CutError
from pipelines.home import Home, private_folder
from pipelines.private import private_files
from pipelines.progress import PROGRESS
from pipelines.turns import TurnError, turn

MAIN_JOB = "main_job.lock"

Progress = Callable[[str], None]


class MainJobError(Exception):
    """Not everything asked for was done; the message says what and why."""


@private_files()
def run_main_job(
    deliveries: Path,
    agreements: Path,
    reference: Path,
    data_cut: date,
    home: Path,
    new_build: bool = False,
    progress: Progress = print,
    readers: str = "owner",
    confidential: Path | None = None,
) -> Path:
    """Everything from deliveries to the published edition; returns the published folder.

    `readers` is who may read what is released: `owner` or `group`. `confidential` is the folder of
    confidential terms, where there are any; a cut that is frozen already has those it was frozen with.

    Raises MainJobError with every refused delivery, wrong agreement or failed check; what was published
    before stays as it was.
    """
    from pipelines.ingest.replaced import reached_further

    _check_inputs(deliveries, agreements, reference, confidential, data_cut)
    home.mkdir(parents=True, exist_ok=True)
    installation = Home(home, readers)
    _ingest(deliveries, home, progress)
    folder = installation.cut(data_cut)
    with ExitStack() as held:
        try:
            if not folder.exists():
                # Refused before anything is made for it.
                inputs_to_freeze(installation, data_cut, agreements, reference)
            _alone(held, private_folder(folder), progress)
            cut = freeze(installation, data_cut, agreements, reference, new_build, confidential)
            received = cut.received()
        except (CutError, TurnError) as error:
            raise MainJobError(str(error)) from None
        for line in reached_further(received):
            progress(line)
        now = current_inputs(installation, data_cut, agreements, reference, confidential)
        for line in differences(cut, now):
            progress(f"not in this build: {line} (--new-build takes it in)")
        _materialise(installation, deliveries, agreements, reference, data_cut, progress)
    return installation.published(data_cut)


def _alone(held: ExitStack, folder: Path, progress: Progress) -> None:
    """No other main job at the cut from now on. (Steps started in the UI take turns with it, one by one.)"""
    try:
        held.enter_context(turn(folder, 0, MAIN_JOB))
    except TurnError:
        progress(f"{folder}: another run is at this data cut: waiting for it to end …")
        held.enter_context(turn(folder, name=MAIN_JOB))


def _check_inputs(
    deliveries: Path, agreements: Path, reference: Path, confidential: Path | None, data_cut: date
) -> None:
    """Wrong files and a wrong date are said before anything is written."""
    from pipelines.file_tables import FileTableError, check_files
    from pipelines.ingest.deliveries import find_deliveries

    if not find_deliveries(deliveries):
        raise MainJobError(
            f"{deliveries}: found no delivery; expected <register>/<delivery_id>/manifest.yaml"
        )
    try:
        refuse_future(data_cut)
        check_files(agreements, reference, confidential)
    except (CutError, FileTableError) as error:
        raise MainJobError(str(error)) from None


def _ingest(deliveries: Path, home: Path, progress: Progress) -> None:
    from pipelines.ingest.load import load_all

    reports = load_all(deliveries, home, progress)
    refused = [problem for report in reports for problem in report.problems]
    if refused:
        raise MainJobError("\n".join(refused))


def _materialise(
    installation: Home,
    deliveries: Path,
    agreements: Path,
    reference: Path,
    data_cut: date,
    progress: Progress,
) -> None:
    progress("loading Dagster …")
    from pipelines.data_cuts import DATA_CUTS
    from pipelines.definitions import definitions
    from pipelines.ended_runs import marked
    from pipelines.instance import instance_of
    from pipelines.resources import Settings

    settings = Settings(
        home=str(installation.root),
        deliveries=str(deliveries),
        agreements=str(agreements),
        reference=str(reference),
        readers=installation.readers,
    )
    key = data_cut.isoformat()
    run_id = str(uuid4())
    with _lines_to(progress), instance_of(installation) as instance, marked(instance, run_id):
        instance.add_dynamic_partitions(DATA_CUTS.name, [key])
        result = definitions.resolve_job_def("reassessment").execute_in_process(
            partition_key=key,
            instance=instance,
            resources={"settings": settings},
            run_id=run_id,
            run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            raise_on_error=False,
        )
    if not result.success:
        raise MainJobError(
            "\n".join(reasons(result.all_events)) or "the run failed; the Dagster UI shows where"
        )


def reasons(events: Sequence[Any]) -> list[str]:
    """Why a run failed, one sentence a reason and no stack trace; what many steps met with is said once."""
    steps: dict[str, list[str]] = {}
    for event in events:
        if found := _reason(event):
            step, reason = found
            steps.setdefault(reason, []).append(step)
    return [
        f"{first}{f' and {len(others)} more' if others else ''}: {reason}"
        for reason, (first, *others) in steps.items()
    ]


def _reason(event: Any) -> tuple[str, str] | None:
    """Where and why a check or a step failed; None for other events and mere warnings."""
    if event.event_type_value == "ASSET_CHECK_EVALUATION" and not event.event_specific_data.passed:
        check = event.event_specific_data
        if not check.blocking:
            return None
        sentences = check.metadata["failures"].value
        return f"{check.asset_key.to_user_string()}: {check.check_name}", "; ".join(sentences)
    if not event.is_step_failure:
        return None
    failure = event.step_failure_data
    if failure.user_failure_data and failure.user_failure_data.description:
        return event.step_key, failure.user_failure_data.description
    cause = failure.error.cause or failure.error
    if "AssetCheckFailed" in cause.cls_name:
        return None
    return event.step_key, cause.message.strip().split(f"{cause.cls_name}: ", 1)[-1]


@contextmanager
def _lines_to(progress: Progress) -> Iterator[None]:
    """What the assets say of their progress goes to the terminal while the run lasts."""
    handler = logging.Handler()
    handler.emit = lambda record: progress(record.getMessage())
    PROGRESS.addHandler(handler)
    try:
        yield
    finally:
        PROGRESS.removeHandler(handler)
