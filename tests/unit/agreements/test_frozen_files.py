"""A frozen protocol is added to and never rewritten; one that was tampered with is refused."""

import datetime
import shutil
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import pytest
from filelock import FileLock

from pipelines.agreements.folder import folder_tables, read_folder
from pipelines.agreements.freezing import protocol_status
from pipelines.agreements.frozen_files import LOCK, freeze_protocol, read_frozen, read_frozen_file
from pipelines.agreements.protocol import protocol_hash
from pipelines.agreements.read import AgreementError, read_agreement
from tests.support.freeze_examples import AGREEMENTS, write
from tests.support.small_agreement import SMALL, agreement_from, changed

FIRST, SECOND, THIRD = (datetime.date(2022, month, 1) for month in (2, 3, 5))
"""Days of which the first two come before the first data cut of the small agreement, 2022-03-31."""

WIDER = changed(("margin: 0.05", "margin: 0.10"))
WIDEST = changed(("margin: 0.05", "margin: 0.20"))


def write_small(folder, text=SMALL):
    (folder / "EX001.yaml").write_text(text, encoding="utf-8")


def frozen_file(folder):
    return folder / "frozen" / "EX001.yaml"


def status(folder):
    agreements, frozen = read_folder(folder)
    return protocol_status(agreements[0], frozen.get("EX001", []))


def problems_of(folder):
    with pytest.raises(AgreementError) as caught:
        read_frozen(folder, ["EX001"])
    return list(caught.value.problems)


def test_what_was_frozen_is_read_back(tmp_path):
    write_small(tmp_path)
    version = freeze_protocol(tmp_path, "EX001", FIRST, "Synthetic.")
    assert (version.version, version.frozen_on) == (1, FIRST)
    assert version.protocol_hash == protocol_hash(read_agreement(tmp_path / "EX001.yaml"))
    assert read_frozen(tmp_path, ["EX001"]) == {"EX001": [version]}
    assert status(tmp_path) == "frozen_in_time"


def test_nothing_is_written_when_nothing_has_changed(tmp_path):
    write_small(tmp_path)
    freeze_protocol(tmp_path, "EX001", FIRST)
    before = frozen_file(tmp_path).read_bytes()
    write_small(tmp_path, "# the same terms, with a comment\n" + SMALL)
    assert freeze_protocol(tmp_path, "EX001", SECOND) is None
    assert frozen_file(tmp_path).read_bytes() == before


def test_whoever_finds_another_freezing_is_told(tmp_path):
    write_small(tmp_path)
    freeze_protocol(tmp_path, "EX001", FIRST)
    before = frozen_file(tmp_path).read_bytes()
    write_small(tmp_path, WIDER)
    with FileLock(tmp_path / "frozen" / LOCK), pytest.raises(AgreementError) as caught:
        freeze_protocol(tmp_path, "EX001", SECOND, wait_seconds=0.1)
    assert caught.value.problems == (
        "frozen/EX001.yaml: found that somebody else has been freezing protocols here for 0.1 seconds; "
        "expected one at a time",
    )
    assert frozen_file(tmp_path).read_bytes() == before
    assert freeze_protocol(tmp_path, "EX001", SECOND).version == 2


def freeze_here(folder):
    version = freeze_protocol(folder, "EX001", FIRST)
    return version and version.version


def test_of_several_at_once_one_freezes_and_the_others_find_it_done(tmp_path):
    write_small(tmp_path)
    # A Pool ends its processes by SIGTERM, which they ignore where the process that runs the tests does.
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        versions = list(pool.map(freeze_here, [tmp_path] * 8))
    assert sorted(version for version in versions if version is not None) == [1]
    assert len(read_frozen_file(frozen_file(tmp_path))) == 1
    assert sorted(path.name for path in (tmp_path / "frozen").iterdir()) == [LOCK, "EX001.yaml"]


def test_an_earlier_version_stays_byte_for_byte(tmp_path):
    write_small(tmp_path)
    freeze_protocol(tmp_path, "EX001", FIRST)
    before = frozen_file(tmp_path).read_bytes()
    for number, text in ((2, WIDER), (3, WIDEST)):
        write_small(tmp_path, text)
        assert freeze_protocol(tmp_path, "EX001", SECOND).version == number
        after = frozen_file(tmp_path).read_bytes()
        assert after.startswith(before)
        before = after
    assert [version.version for version in read_frozen_file(frozen_file(tmp_path))] == [1, 2, 3]
    assert sorted(path.name for path in (tmp_path / "frozen").iterdir()) == [LOCK, "EX001.yaml"]


def test_records_that_come_later_do_not_change_the_protocol(tmp_path):
    write_small(tmp_path)
    freeze_protocol(tmp_path, "EX001", FIRST)
    record = "records:\n  decisions_elsewhere:\n    - {body: TLV, country: SE, decision: not_recommended, "
    write_small(tmp_path, SMALL + record + "text: {english: a, norwegian: b}, is_invented: true}\n")
    assert status(tmp_path) == "frozen_in_time"
    assert freeze_protocol(tmp_path, "EX001", SECOND) is None


@pytest.mark.parametrize(
    ("days", "texts", "now", "expected"),
    [
        ((), (), SMALL, "not_frozen"),
        ((FIRST,), (SMALL,), SMALL, "frozen_in_time"),
        ((datetime.date(2022, 3, 30),), (SMALL,), SMALL, "frozen_in_time"),
        ((datetime.date(2022, 3, 31),), (SMALL,), SMALL, "frozen_late"),
        ((THIRD,), (SMALL,), SMALL, "frozen_late"),
        ((FIRST,), (SMALL,), WIDER, "changed"),
        ((FIRST, SECOND), (SMALL, WIDER), WIDER, "changed"),
        ((FIRST, SECOND, THIRD), (SMALL, WIDER, SMALL), SMALL, "changed"),
    ],
)
def test_the_status_of_a_protocol(days, texts, now, expected, tmp_path):
    for day, text in zip(days, texts, strict=True):
        write_small(tmp_path, text)
        freeze_protocol(tmp_path, "EX001", day)
    write_small(tmp_path, now)
    assert status(tmp_path) == expected


def test_a_proposal_has_no_data_cut_to_be_late_for(tmp_path):
    text = changed(("is_proposal: false", "is_proposal: true"), ("  start_date: 2022-02-01\n", ""))
    start, end = text.index("price_terms:"), text.index("exit_plan:")
    write_small(tmp_path, text[:start] + text[end:])
    freeze_protocol(tmp_path, "EX001", datetime.date(2030, 1, 1))
    assert status(tmp_path) == "frozen_in_time"


def test_a_wrong_agreement_is_not_frozen(tmp_path):
    write_small(tmp_path, changed(("margin: 0.05", "margin: 5")))
    with pytest.raises(AgreementError, match="margin: found 5"):
        freeze_protocol(tmp_path, "EX001", FIRST)
    assert not (tmp_path / "frozen").exists()


def test_no_version_is_older_than_the_one_before(tmp_path):
    write_small(tmp_path)
    freeze_protocol(tmp_path, "EX001", SECOND)
    write_small(tmp_path, WIDER)
    with pytest.raises(AgreementError) as caught:
        freeze_protocol(tmp_path, "EX001", FIRST)
    assert list(caught.value.problems) == [
        "frozen/EX001.yaml: found a version of 2022-03-01; expected none after today, 2022-02-01"
    ]


@pytest.fixture
def frozen_twice(tmp_path):
    for day, text in ((FIRST, SMALL), (SECOND, WIDER)):
        write_small(tmp_path, text)
        freeze_protocol(tmp_path, "EX001", day)
    return tmp_path


def tampered(folder, old, new, count=1):
    path = frozen_file(folder)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, count), encoding="utf-8")
    return problems_of(folder)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("margin: '0.05'", "margin: '0.15'"),
        ("reassessment_date: '2023-12-31'", "reassessment_date: '2024-12-31'"),
        ("- C911", "- C912"),
        ("english: Half alive", "english: Half dead"),
    ],
)
def test_an_earlier_version_that_was_changed_is_refused(old, new, frozen_twice):
    given, wanted = tampered(frozen_twice, old, new)[0].split("; expected ")
    assert given.startswith("frozen/EX001.yaml: versions[0].protocol_hash: found ")
    assert wanted.endswith("…, which the protocol below it gives: a frozen protocol is never changed")
    with pytest.raises(AgreementError):
        freeze_protocol(frozen_twice, "EX001", THIRD)


def test_a_number_out_of_its_quotes_is_the_same_number(frozen_twice):
    path = frozen_file(frozen_twice)
    path.write_text(path.read_text("utf-8").replace("margin: '0.05'", "margin: 0.050"), encoding="utf-8")
    assert len(read_frozen(frozen_twice, ["EX001"])["EX001"]) == 2


def test_other_damage_to_a_frozen_file(frozen_twice):
    whole = frozen_file(frozen_twice).read_text(encoding="utf-8")
    for old, new, expected in (
        ("version: 2", "version: 3", "versions[1].version: found 3; expected 2: versions follow each other"),
        ("frozen_on: 2022-03-01", "frozen_on: 2022-01-01",
         "versions[1].frozen_on: found 2022-01-01; expected a date not before 2022-02-01"),
        ("agreement_id: EX001", "agreement_id: EX002",
         "agreement_id: found 'EX002'; expected 'EX001', as the file is named"),
        ("frozen_on: 2022-02-01", "frozen_on: yesterday",
         "versions[0].frozen_on: found 'yesterday'; expected a date, as 2026-06-30 without quotes"),
        ("versions:", "version:", "versions: found nothing; expected the key 'versions'"),
    ):  # fmt: skip
        frozen_file(frozen_twice).write_text(whole, encoding="utf-8")
        assert tampered(frozen_twice, old, new)[0] == f"frozen/EX001.yaml: {expected}"


def test_the_same_version_twice_is_refused(frozen_twice):
    path = frozen_file(frozen_twice)
    text = path.read_text(encoding="utf-8")
    last = text[text.index("- version: 2") :].replace("version: 2", "version: 3", 1)
    path.write_text(text + last, encoding="utf-8")
    assert problems_of(frozen_twice) == [
        "frozen/EX001.yaml: versions[2]: found the same protocol as before it; expected one that differs"
    ]


def test_a_frozen_protocol_without_its_agreement_is_refused(frozen_twice):
    shutil.copy(frozen_file(frozen_twice), frozen_twice / "frozen" / "EX009.yaml")
    assert problems_of(frozen_twice) == [
        "frozen/EX009.yaml: found a frozen protocol; expected its agreement EX009.yaml beside it"
    ]


def test_every_problem_of_agreements_and_frozen_protocols_is_listed(frozen_twice):
    write_small(frozen_twice, changed(("margin: 0.05", "margin: 5")))
    path = frozen_file(frozen_twice)
    path.write_text(path.read_text("utf-8").replace("version: 2", "version: 9"), encoding="utf-8")
    with pytest.raises(AgreementError) as caught:
        read_folder(frozen_twice)
    assert [line.split(":")[0] for line in caught.value.problems] == ["EX001.yaml", "frozen/EX001.yaml"]


def test_a_file_in_place_of_the_folder(tmp_path):
    (tmp_path / "frozen").write_text("no folder", encoding="utf-8")
    assert problems_of(tmp_path) == ["frozen: found a file; expected a folder of frozen protocols"]


def test_tables_are_read_again_when_a_byte_has_changed(frozen_twice):
    before = folder_tables(frozen_twice)
    assert folder_tables(frozen_twice) is before
    write_small(frozen_twice, WIDEST)
    assert folder_tables(frozen_twice)["protocol_change"].height == before["protocol_change"].height + 1


def test_the_examples_are_frozen_as_their_files_are():
    committed = {path.name: path.read_bytes() for path in (AGREEMENTS / "frozen").iterdir()}
    statuses = folder_tables(AGREEMENTS)["agreement"]["protocol_status"].to_list()
    assert statuses == ["frozen_in_time"] * 3 + ["changed", "frozen_in_time", "not_frozen"], (
        "a sample agreement was changed: run python -m tests.support.freeze_examples"
    )
    assert sorted(committed) == [f"EX00{n}.yaml" for n in range(1, 6)]


def test_the_frozen_examples_can_be_written_again(tmp_path):
    for path in AGREEMENTS.glob("*.yaml"):
        shutil.copy(path, tmp_path / path.name)
    written = write(tmp_path)
    for path in (AGREEMENTS / "frozen").iterdir():
        assert (written / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_hash_does_not_depend_on_the_file_it_was_frozen_in(tmp_path):
    write_small(tmp_path)
    frozen = freeze_protocol(tmp_path, "EX001", FIRST)
    other = tmp_path / "other"
    other.mkdir()
    assert protocol_hash(agreement_from(SMALL, other)) == frozen.protocol_hash
