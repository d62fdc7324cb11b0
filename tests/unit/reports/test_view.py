"""The view holds released numbers only, and none that is marked suppressed."""

import shutil

import duckdb
import pytest

from pipelines.reports.edition import ReportError, open_edition
from pipelines.reports.view import report_view
from tests.unit.reports.invented_edition import WITHHELD_MARK


def view_of(results, agreement_id):
    with open_edition(results) as edition:
        return report_view(edition, agreement_id)


def changed(results, tmp_path, statement):
    copy = tmp_path / "results.duckdb"
    shutil.copy(results, copy)
    with duckdb.connect(str(copy)) as connection:
        connection.execute(statement)
    return copy


def test_suppressed_rows_carry_no_number(results):
    view = view_of(results, "EX002")
    rows = [
        *(*view.estimates, *view.curves, *view.assessments, *view.counts.rows),
        *(*view.coverage.coverage, *view.coverage.completeness, *view.coverage.gaps),
    ]
    suppressed = [row for row in rows if row["suppressed"]]
    assert suppressed
    assert not any(WITHHELD_MARK in row.values() for row in suppressed)


def test_what_was_withheld_is_counted(results):
    assert set(view_of(results, "EX002").withheld) == {
        "estimate", "attrition", "assessment", "person_count", "coverage", "completeness",
    }  # fmt: skip


def test_only_released_agreement_and_edition_tables_are_read(results):
    with open_edition(results) as edition, pytest.raises(ReportError, match=r"not result\.estimate"):
        edition.rows("result.estimate")


def test_the_edition_is_opened_read_only(results):
    with open_edition(results) as edition, pytest.raises(duckdb.InvalidInputException):
        edition.connection.execute("create table released.more as select 1")


def test_verdict_counts_add_up(results):
    view = view_of(results, "EX004")
    assert sum(view.verdict_counts.values()) == len(view.assessments) > 0


def test_the_cut_at_the_reassessment_date_binds_and_no_other(results, tmp_path):
    assert view_of(results, "EX004").is_binding
    earlier = changed(results, tmp_path, "update edition.build set data_cut = date '2026-03-31'")
    assert not view_of(earlier, "EX004").is_binding


def test_each_register_stands_once_with_all_its_purposes(results):
    registers = [(term or row)["register"] for term, row in view_of(results, "EX004").source_lines()]
    assert len(registers) == len(set(registers))


def test_a_measure_outside_the_catalogue_is_refused(results, tmp_path):
    odd = changed(
        results, tmp_path, "update released.estimate set variant = 'guess' where measure = 'number_treated'"
    )
    with pytest.raises(ReportError, match=r"released\.estimate: .* found number_treated / guess"):
        view_of(odd, "EX004")


def test_an_assessment_without_its_assumption_is_refused(results, tmp_path):
    from pipelines.reports.view import assumption_of

    odd = changed(results, tmp_path, "delete from agreement.assumption where agreement_id = 'EX004'")
    view = view_of(odd, "EX004")
    with pytest.raises(ReportError, match=r"EX004: expected assumption .* in agreement\.assumption"):
        assumption_of(view, view.assessments[0])


def test_an_edition_with_two_builds_is_refused(results, tmp_path):
    odd = changed(results, tmp_path, "insert into edition.build select * from edition.build")
    with pytest.raises(ReportError, match=r"expected one row in edition\.build, found 2"):
        view_of(odd, "EX004")
