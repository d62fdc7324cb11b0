"""agreement.protocol_change: What was changed after freezing, place by place."""

import datetime

from pipelines.agreements.folder import folder_tables
from pipelines.agreements.frozen_files import freeze_protocol
from tests.support.small_agreement import SMALL, changed
from tests.support.spec import expect

WIDER = ("margin: 0.05", "margin: 0.10")


def changes(folder, texts, now):
    for month, text in enumerate(texts, 2):
        (folder / "EX001.yaml").write_text(text, encoding="utf-8")
        freeze_protocol(folder, "EX001", datetime.date(2022, month, 1))
    (folder / "EX001.yaml").write_text(now, encoding="utf-8")
    return folder_tables(folder)["protocol_change"].to_dicts()


def test_versions_differ_from_the_next_and_the_newest_from_the_file(tmp_path):
    now = changed(
        WIDER, ("    maximum: 18\n", ""), ("reassessment_date: 2023-12-31", "reassessment_date: 2023-12-30")
    )
    expect(
        changes(tmp_path, [SMALL, changed(WIDER)], now),
        """
        version | position | path                                                                           | before     | after
        1       | 1        | outcome_measures[overall_survival kaplan_meier inside 365].decision_rule.margin | 0.05       | 0.1
        2       | 1        | criteria[age].maximum                                                          | 18         | -
        2       | 2        | plan.reassessment_date                                                         | 2023-12-31 | 2023-12-30
        """,
    )


def test_an_unchanged_protocol_has_no_row(tmp_path):
    assert changes(tmp_path, [SMALL], SMALL) == []


def test_what_was_never_frozen_was_not_changed(tmp_path):
    assert changes(tmp_path, [], SMALL) == []
