"""A group without persons is said to be empty: no median is not reached there, and no follow-up too short."""

import shutil

import duckdb
import pytest

from pipelines.reports.render import render_reports

WORDS = {"nb": "ingen i gruppen", "en": "nobody in this group"}
WRONG = {
    "nb": ("medianen er ikke nådd", "oppfølgingen rekker ikke så langt", "ikke\u00a0nådd"),
    "en": ("the median is not reached", "follow-up does not reach this far", "not\u00a0reached"),
}
NOTHING_INSIDE = """
update released.estimate set estimate = null, lower = null, upper = null, n = 0, n_events = 0
where agreement_id = 'EX003' and cohort = 'inside' and subgroup = 'all';
update released.assessment set observed = null, observed_lower = null, observed_upper = null,
verdict = 'cannot_tell_yet', suppressed = false where agreement_id = 'EX003';
update released.assessment set cohort = 'inside' where agreement_id = 'EX003';
"""
COUNTED = "update released.estimate set {change} where agreement_id = 'EX003' and measure = 'number_treated';"
NO_ROW = "delete from released.estimate where agreement_id = 'EX003' and measure = 'number_treated';"
FLOW = "update released.attrition set n_in = {n} where agreement_id = 'EX003' and step = 'inside';"


def sections(results, folder, statement):
    """The summary and the assumptions of EX003 in both languages."""
    copy = folder / "results.duckdb"
    shutil.copy(results, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(NOTHING_INSIDE + statement)
    found = {}
    for path in render_reports(copy, folder, ["EX003"]):
        if path.name.startswith("EX003"):
            html = path.read_text(encoding="utf-8")
            parts = (html.split(f'<section id="{name}"')[1] for name in ("summary", "assumptions"))
            found[path.stem[-2:]] = [part.split("</section>")[0] for part in parts]
    return found


@pytest.mark.parametrize(
    "statement",
    [
        COUNTED.format(change="estimate = 0, n = 0, suppressed = false"),
        NO_ROW + FLOW.format(n=0),
    ],
)
def test_an_empty_group_is_said_to_be_empty(results, tmp_path, statement):
    for code, (summary, assumptions) in sections(results, tmp_path, statement).items():
        n_judged = summary.count('class="chip')
        assert n_judged > 1
        verdicts = summary.split("</ul>\n<div")[0]
        assert verdicts.count(WORDS[code]) == 2 * n_judged  # what was observed, and why the verdict is open
        assert assumptions.count(f"</span>{WORDS[code]}") == n_judged
        assert not [words for words in WRONG[code] if words in summary + assumptions.split("</table>")[0]]
        sentence = {"nb": "Det er ingen i gruppen «Innenfor", "en": "There is nobody in the group “Inside"}
        assert sentence[code] in summary


@pytest.mark.parametrize(
    "statement",
    [
        COUNTED.format(change="estimate = 12, n = 12, suppressed = false"),
        COUNTED.format(change="estimate = 0, n = 0, suppressed = true"),
        NO_ROW + FLOW.format(n="null"),
        NO_ROW + FLOW.format(n=12),
    ],
)
def test_a_group_that_is_not_empty_or_whose_size_is_withheld_is_not(results, tmp_path, statement):
    for code, (summary, assumptions) in sections(results, tmp_path, statement).items():
        assert WORDS[code] not in summary + assumptions
        assert WRONG[code][0] in summary or WRONG[code][1] in summary
        assert "Det er ingen i gruppen" not in summary and "There is nobody" not in summary


def test_a_treatment_of_which_nothing_was_delivered_is_not_known(results, tmp_path):
    said = {
        "nb": "det er ikke levert noe om behandlingen",
        "en": "nothing has been delivered on the treatment",
    }
    statement = NO_ROW + "delete from released.attrition where agreement_id = 'EX003';"
    for code, (summary, assumptions) in sections(results, tmp_path, statement).items():
        assert said[code] in summary
        assert WORDS[code] not in summary + assumptions
        assert not [words for words in WRONG[code] if words in summary]
