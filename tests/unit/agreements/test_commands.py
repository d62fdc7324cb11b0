# ruff: noqa: E501 - a message stands on one line
"""`revurdering agreements`: what a person reads at the terminal, and the exit status."""

import datetime
import shutil

import pytest
from click.testing import CliRunner

from pipelines.agreements.commands import agreements
from pipelines.agreements.frozen_files import freeze_protocol
from pipelines.agreements.json_schema import json_schema_page
from pipelines.agreements.protocol import protocol_hash
from pipelines.agreements.read import read_agreement
from pipelines.tables import REPOSITORY
from tests.support.small_agreement import SMALL, changed

SAMPLE = REPOSITORY / "sample_data"
IN_TIME = datetime.date(2022, 3, 1)


def asked(*words, status=0):
    result = CliRunner().invoke(agreements, [str(word) for word in words])
    assert result.exit_code == status, result.output
    return result.output.splitlines()


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "agreements"
    path.mkdir()
    (path / "EX001.yaml").write_text(SMALL, encoding="utf-8")
    return path


def small_hash(folder):
    return protocol_hash(read_agreement(folder / "EX001.yaml"))


def test_check_of_a_file_and_of_a_folder(folder):
    line = f"EX001.yaml: OK  {small_hash(folder)}  not frozen"
    assert asked("check", folder / "EX001.yaml") == [line]
    freeze_protocol(folder, "EX001", IN_TIME)
    frozen = f"EX001.yaml: OK  {small_hash(folder)}  frozen 2022-03-01, before the first data cut"
    assert asked("check", folder) == asked("check", folder / "EX001.yaml") == [frozen]


def test_check_lists_every_problem(folder):
    (folder / "EX001.yaml").write_text(changed(("cohort: inside", "cohort: outside")), encoding="utf-8")
    (folder / "EX002.yaml").write_text("", encoding="utf-8")
    assert asked("check", folder, status=1) == [
        "EX001.yaml: outcome_measures[0].cohort: found 'outside'; expected one of inside, inside_or_undetermined, "
        "all_treated (did you mean 'inside'?)",
        "EX002.yaml: found an empty file; expected keys with values",
    ]


def test_check_says_a_change_after_freezing(folder):
    freeze_protocol(folder, "EX001", IN_TIME)
    (folder / "EX001.yaml").write_text(changed(("margin: 0.05", "margin: 0.10")), encoding="utf-8")
    (line,) = asked("check", folder)
    assert line.endswith("  first frozen 2022-03-01, changed since: see revurdering agreements diff")


def test_check_with_the_confidential_terms_of_the_examples(tmp_path):
    lines = asked("check", SAMPLE / "agreements", "--confidential", SAMPLE / "confidential")
    assert [line.split(":")[0] for line in lines[:6]] == [f"EX00{n}.yaml" for n in range(1, 7)]
    assert lines[6].endswith("the confidential terms give the hashes that the agreements state")
    (line,) = asked("check", SAMPLE / "agreements", "--confidential", tmp_path, status=1)
    assert line.startswith("EX001.yaml: confidential_terms_hash: found no such file")


def test_freeze_records_today_and_says_what_is_late(folder):
    today = datetime.date.today()
    assert asked("freeze", "--agreements", folder, "EX001") == [
        f"EX001: frozen as version 1 on {today}, {small_hash(folder)}",
        "EX001: data have been cut since 2022-03-31; every report will say so",
    ]
    assert asked("freeze", "--agreements", folder) == [
        f"EX001: nothing has changed since version 1 of {today}"
    ]


def test_freeze_of_one_named_twice_is_one_freeze(folder):
    lines = asked("freeze", "--agreements", folder, "EX001", "EX001")
    assert [line.split(",")[0] for line in lines] == [
        f"EX001: frozen as version 1 on {datetime.date.today()}",
        "EX001: data have been cut since 2022-03-31; every report will say so",
    ]
    again = asked("freeze", "--agreements", folder, "EX001", "EX001")
    assert again == [f"EX001: nothing has changed since version 1 of {datetime.date.today()}"]


def test_freeze_that_somebody_else_did_meanwhile_has_nothing_to_do(folder, monkeypatch):
    """The protocol is frozen by another after the command has read the folder."""

    def frozen_by_another(agreements, agreement_id, today):
        assert freeze_protocol(agreements, agreement_id, today) is not None
        return freeze_protocol(agreements, agreement_id, today)

    monkeypatch.setattr("pipelines.agreements.frozen_files.freeze_protocol", frozen_by_another)
    assert asked("freeze", "--agreements", folder) == [
        f"EX001: nothing has changed since version 1 of {datetime.date.today()}"
    ]


def test_freeze_of_what_is_not_there_or_wrong(folder):
    assert asked("freeze", "--agreements", folder, "EX009", status=1) == [
        "found no agreement EX009; expected one of EX001"
    ]
    (folder / "EX001.yaml").write_text(changed(("margin: 0.05", "margin: 5")), encoding="utf-8")
    (line,) = asked("freeze", "--agreements", folder, status=1)
    assert line.startswith("EX001.yaml: outcome_measures[0].decision_rule.margin: found 5")
    assert not (folder / "frozen").exists()


def test_freeze_never_guesses_the_folder():
    assert "Missing option '--agreements'" in "\n".join(asked("freeze", status=2))


def test_diff_shows_place_before_and_after(folder):
    assert asked("diff", "--agreements", folder, "EX001", status=1) == [
        "EX001: found no frozen protocol; expected one (revurdering agreements freeze)"
    ]
    freeze_protocol(folder, "EX001", IN_TIME)
    assert asked("diff", "--agreements", folder, "EX001") == [
        "version 1 of 2022-03-01, and the file as it is:",
        "  no difference",
    ]
    (folder / "EX001.yaml").write_text(
        changed(("margin: 0.05", "margin: 0.10"), ("    maximum: 18\n", "")), encoding="utf-8"
    )
    assert asked("diff", "--agreements", folder, "EX001") == [
        "version 1 of 2022-03-01, and the file as it is:",
        "  criteria[age].maximum",
        "    before: 18",
        "    after:  -",
        "  outcome_measures[overall_survival kaplan_meier inside 365].decision_rule.margin",
        "    before: 0.05",
        "    after:  0.1",
    ]


def test_diff_of_the_example_that_was_changed():
    assert asked("diff", "EX004") == [
        "version 1 of 2021-12-16, and version 2:",
        "  outcome_measures[share_inside new_starters all_treated].decision_rule.margin",
        "    before: 0.05",
        "    after:  0.1",
        "version 2 of 2024-10-03, and the file as it is:",
        "  no difference",
    ]


def test_the_schema_is_printed_or_written(tmp_path):
    assert "\n".join(asked("schema")) + "\n" == json_schema_page()
    out = tmp_path / "schema.json"
    assert asked("schema", "--out", out) == [str(out)]
    assert out.read_text(encoding="utf-8") == json_schema_page()


def test_the_sixth_agreement_is_right(tmp_path):
    shutil.copy(REPOSITORY / "tests" / "support" / "EX007.yaml", tmp_path)
    (line,) = asked("check", tmp_path / "EX007.yaml")
    assert line.startswith("EX007.yaml: OK  ")
