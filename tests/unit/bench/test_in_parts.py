"""Work by parts goes on where it was broken off, and begins anew where the code is another."""

import json

import pytest

from tests.attack.study import Study
from tests.bench.trust import in_parts as parts

N_STUDIES, SEED = 2 * parts.PART, 1


def new_starters(chosen: list[Study]) -> list[int]:
    """How many persons each study has."""
    return [study.persons.height for study in chosen]


@pytest.fixture
def code(tmp_path, monkeypatch) -> dict[str, str]:
    """What git says of the code, to be changed; what is measured is kept elsewhere."""
    says = {"status": "", "ls-tree": "100644 blob abc\tpipelines/tables.py"}
    monkeypatch.setattr(parts, "MEASURED", tmp_path)
    monkeypatch.setattr(parts, "git", lambda command, *_: says[command])
    return says


def test_a_part_that_is_kept_is_not_done_again(code, tmp_path):
    done = parts.in_parts(new_starters, N_STUDIES, SEED)
    assert len(done) == N_STUDIES
    first, second = sorted(tmp_path.glob("*/*.json"))
    first.write_text(json.dumps([0] * parts.PART))
    second.unlink()
    assert parts.in_parts(new_starters, N_STUDIES, SEED) == [0] * parts.PART + done[parts.PART :]


def test_what_other_code_gave_is_removed(code, tmp_path):
    before = parts.folder_of("tests.attack.everything")
    code["ls-tree"] += "\n100644 blob def\ttests/attack/test_flow.py"
    assert parts.folder_of("tests.attack.everything") == before, "tests do not matter"
    code["ls-tree"] += "\n100644 blob def\ttests/attack/flow.py"
    after = parts.folder_of("tests.attack.everything")
    assert list(tmp_path.iterdir()) == [after] != [before]


def test_code_that_no_commit_has_gives_nothing_to_keep(code):
    code["status"] = " M pipelines/tables.py"
    with pytest.raises(RuntimeError, match="changes that no commit has in pipelines"):
        parts.folder_of("tests.attack.everything")
