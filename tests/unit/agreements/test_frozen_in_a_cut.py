"""A data cut freezes the frozen protocols with the agreements, and does without where there are none."""

import datetime
import shutil
from types import SimpleNamespace

import pytest

from pipelines.agreements.confidential import confidential_hash, read_confidential
from pipelines.agreements.frozen_files import freeze_protocol
from pipelines.cut import current_inputs, differences, file_hash, freeze
from pipelines.file_tables import FileTableError, frame_of
from pipelines.home import Home
from pipelines.ingest import current
from pipelines.tables import REPOSITORY, all_tables
from tests.support.modes import open_to_all, open_to_others
from tests.support.small_agreement import SMALL, changed

TERMS = """\
agreement_id: EX001
salt: "0123456789abcdef0123456789abcdef"
price_terms: [{kind: net_price, value: 650.25, valid_from: 2022-01-01}]
"""

REFERENCE = REPOSITORY / "sample_data" / "reference"
DATA_CUT = datetime.date(2026, 6, 30)
DELIVERY = SimpleNamespace(register="npr", delivery_id="npr-1", content_hash="a", kind="snapshot")


@pytest.fixture
def given(tmp_path, monkeypatch):
    monkeypatch.setattr(current, "received_by", lambda root, data_cut: [DELIVERY])
    agreements = tmp_path / "agreements"
    agreements.mkdir()
    (agreements / "EX001.yaml").write_text(SMALL, encoding="utf-8")
    return SimpleNamespace(home=Home(tmp_path / "home"), agreements=agreements)


def cut_of(given, renew=False):
    return freeze(given.home, DATA_CUT, given.agreements, REFERENCE, renew)


def status_in(cut):
    frame = frame_of(all_tables()["agreement.agreement"], cut.agreements, cut.reference)
    return frame["protocol_status"].to_list()


def test_a_cut_without_frozen_protocols(given):
    cut = cut_of(given)
    assert cut.inputs["frozen_protocols"] == {}
    assert status_in(cut) == ["not_frozen"]


def test_a_cut_keeps_the_protocols_as_they_were(given):
    freeze_protocol(given.agreements, "EX001", datetime.date(2022, 3, 1))
    cut = cut_of(given)
    assert list(cut.inputs["frozen_protocols"]) == ["EX001.yaml"]
    (given.agreements / "EX001.yaml").write_text(changed(("margin: 0.05", "margin: 0.10")), encoding="utf-8")
    freeze_protocol(given.agreements, "EX001", datetime.date(2022, 3, 2))
    assert status_in(cut_of(given)) == ["frozen_in_time"]
    now = current_inputs(given.home, DATA_CUT, given.agreements, REFERENCE)
    assert differences(cut, now) == [
        "agreements/EX001.yaml changed after the cut was frozen",
        "frozen_protocols/EX001.yaml changed after the cut was frozen",
    ]
    renewed = cut_of(given, renew=True)
    assert renewed.input_id != cut.input_id
    assert status_in(renewed) == ["changed"]


def test_frozen_protocols_that_are_gone_are_gone_from_a_new_freezing(given):
    freeze_protocol(given.agreements, "EX001", datetime.date(2022, 3, 1))
    cut_of(given)
    shutil.rmtree(given.agreements / "frozen")
    assert status_in(cut_of(given, renew=True)) == ["not_frozen"]


def test_a_cut_frozen_before_protocols_were_has_none(given):
    cut = cut_of(given)
    del cut.inputs["frozen_protocols"]
    freeze_protocol(given.agreements, "EX001", datetime.date(2022, 3, 1))
    now = current_inputs(given.home, DATA_CUT, given.agreements, REFERENCE)
    assert differences(cut, now) == ["frozen_protocols/EX001.yaml changed after the cut was frozen"]


def test_a_protocol_that_was_tampered_with_freezes_no_cut(given):
    freeze_protocol(given.agreements, "EX001", datetime.date(2022, 3, 1))
    path = given.agreements / "frozen" / "EX001.yaml"
    path.write_text(path.read_text("utf-8").replace("margin: '0.05'", "margin: '0.15'"), encoding="utf-8")
    with pytest.raises(FileTableError, match="a frozen protocol is never changed"):
        cut_of(given)
    assert not given.home.cut(DATA_CUT).exists()


@pytest.fixture
def terms(given):
    """A folder of confidential terms whose hash the agreement states."""
    folder = given.home.root.parent / "terms"
    folder.mkdir()
    (folder / "EX001.yaml").write_text(TERMS, encoding="utf-8")
    stated = confidential_hash(read_confidential(folder / "EX001.yaml"))
    text = changed(("exit_plan:", f"confidential_terms_hash: {stated}\nexit_plan:"))
    (given.agreements / "EX001.yaml").write_text(text, encoding="utf-8")
    return folder


def test_confidential_terms_are_kept_by_hash_where_only_the_owner_reads(given, terms):
    with open_to_all():
        cut = freeze(given.home, DATA_CUT, given.agreements, REFERENCE, confidential=terms)
    assert (cut.confidential / "EX001.yaml").read_text("utf-8") == TERMS
    assert cut.inputs["confidential"] == {"EX001.yaml": file_hash(terms / "EX001.yaml")}
    assert open_to_others(given.home.root) == []
    assert "650" not in (cut.folder / "frozen.json").read_text("utf-8")


def test_a_cut_keeps_the_terms_it_was_frozen_with(given, terms):
    cut = freeze(given.home, DATA_CUT, given.agreements, REFERENCE, confidential=terms)
    (terms / "EX001.yaml").write_text(TERMS.replace("650.25", "700"), encoding="utf-8")
    assert freeze(given.home, DATA_CUT, given.agreements, REFERENCE, confidential=terms).inputs == cut.inputs
    assert (cut.confidential / "EX001.yaml").read_text("utf-8") == TERMS
    now = current_inputs(given.home, DATA_CUT, given.agreements, REFERENCE, terms)
    assert differences(cut, now) == ["confidential/EX001.yaml changed after the cut was frozen"]
    assert differences(cut, current_inputs(given.home, DATA_CUT, given.agreements, REFERENCE)) == []


def test_terms_that_do_not_give_their_hash_freeze_no_cut(given, terms):
    (terms / "EX001.yaml").write_text(TERMS.replace("650.25", "700"), encoding="utf-8")
    with pytest.raises(FileTableError, match="confidential_terms_hash: found") as refused:
        freeze(given.home, DATA_CUT, given.agreements, REFERENCE, confidential=terms)
    assert "700" not in str(refused.value)
    assert not given.home.cut(DATA_CUT).exists()


def test_a_cut_without_confidential_terms_has_none(given):
    cut = cut_of(given)
    assert cut.inputs["confidential"] == {} and list(cut.confidential.glob("*")) == []
