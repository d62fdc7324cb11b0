"""Read the folder of agreement files: every file right, or one error that lists everything wrong."""

from collections.abc import Iterable
from pathlib import Path

from pydantic import ValidationError

from pipelines.agreements.consistency import consistency_problems
from pipelines.agreements.model import Agreement
from pipelines.agreements.place import place_problem
from pipelines.agreements.problems import problem, shape_problems
from pipelines.document import DocumentError, read_document


class AgreementError(Exception):
    """The agreement files cannot be used. The message has one line for every problem, each naming the file,
    the place in it, what was found and what was expected."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def read_agreements(folder: Path) -> list[Agreement]:
    """The agreements of every `*.yaml` in `folder`, sorted by file name.

    Raises AgreementError if the folder or any file is wrong; nothing is read half.
    """
    if not folder.is_dir():
        raise AgreementError([f"{folder.name}: found no such folder; expected a folder of agreement files"])
    paths = sorted(path for path in folder.iterdir() if path.suffix in (".yaml", ".yml"))
    if not paths:
        raise AgreementError(
            [f"{folder.name}: found no file ending in .yaml; expected at least one agreement"]
        )
    agreements, problems = [], []
    for path in paths:
        try:
            agreements.append(read_agreement(path))
        except AgreementError as error:
            problems.extend(error.problems)
    if problems:
        raise AgreementError(problems)
    return agreements


def read_agreement(path: Path) -> Agreement:
    """The agreement in one file, which carries the agreement's id as its name.

    So no two files of a folder can hold the same agreement. Raises AgreementError.
    """
    found = place_problem(path)
    if found is not None:
        raise AgreementError([f"{path.name}: {found}"])
    try:
        data = read_document(path.read_bytes())
    except (DocumentError, OSError) as error:
        reason = (
            str(error) if isinstance(error, DocumentError) else f"found {error.strerror}; expected a file"
        )
        raise AgreementError([f"{path.name}: {reason}"]) from None
    try:
        agreement = Agreement.model_validate(data)
    except ValidationError as error:
        raise AgreementError(f"{path.name}: {p}" for p in shape_problems(error, Agreement)) from None
    problems = list(consistency_problems(agreement))
    if path.stem != agreement.agreement_id:
        problems.insert(
            0, problem("agreement_id", agreement.agreement_id, f"'{path.stem}', as the file is named")
        )
    if problems:
        raise AgreementError(f"{path.name}: {p}" for p in problems)
    return agreement
