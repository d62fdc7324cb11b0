"""The calendar of the sample's agreements: every milestone once, with an identity that lasts."""

import shutil

import duckdb

from pipelines.oversight.render import render_oversight
from tests.unit.oversight.test_ics import parsed, unescaped


def events(calendar: str) -> dict[str, dict[str, str]]:
    found = [values for name, values in parsed(calendar) if name == "VEVENT"]
    by_uid = {values["UID"]: values for values in found}
    assert len(by_uid) == len(found)
    return by_uid


def test_every_milestone_of_the_agreements_is_a_day_and_no_proposal_is(overseen, written):
    with duckdb.connect(str(overseen), read_only=True) as connection:
        expected = connection.execute(
            "select agreement_id, strftime(milestone_date, '%Y%m%d'), kind from agreement.milestone "
            "inner join agreement.agreement using (agreement_id) where not is_proposal order by all"
        ).fetchall()
    found = events(written["oversight.ics"]).values()
    days = [(item["UID"][:5], item["DTSTART;VALUE=DATE"], item["CATEGORIES"]) for item in found]
    assert sorted(days) == expected
    assert {name for name, _, _ in days} == {f"EX00{number}" for number in range(1, 6)}


def test_a_day_is_told_in_both_languages_and_as_synthetic(written):
    event = events(written["oversight.ics"])["EX001-legal_basis_expires-20271231@revurdering.invalid"]
    summary = unescaped(event["SUMMARY"])
    assert summary.startswith("EX001 Behandlingsgrunnlaget for dataene utløper / Legal basis for the data")
    assert "blinatumomab (Syntetiske data" in summary and "Synthetic data" in summary
    assert "Folkehelseinstituttet" in unescaped(event["DESCRIPTION"]).splitlines()
    assert event["DTSTAMP"] == "20260630T000000Z"


def test_reminders_are_for_what_is_still_to_come(written):
    blocks = written["oversight.ics"].split("BEGIN:VEVENT")[1:]
    reminded = {block.split("UID:")[1][:20] for block in blocks if "VALARM" in block}
    assert reminded == {f"EX00{number}-legal_basis_ex" for number in range(1, 6)}
    assert all(block.count("TRIGGER:-P") in (0, 3) for block in blocks)


def test_a_reassessment_that_is_moved_stays_the_same_event(overseen, written, tmp_path):
    copy = tmp_path / "results.duckdb"
    shutil.copy(overseen, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(
            "update agreement.milestone set milestone_date = date '2027-06-30' where kind = 'reassessment'"
        )
    moved = events(render_oversight(copy, tmp_path)[2].read_bytes().decode("utf-8"))
    assert moved.keys() == events(written["oversight.ics"]).keys()
    assert moved["EX001-reassessment@revurdering.invalid"]["DTSTART;VALUE=DATE"] == "20270630"
    block = (tmp_path / "oversight.ics").read_bytes().decode("utf-8").replace("\r\n ", "")
    assert block.count("TRIGGER:-P180D") == 10
