"""One more drug is one more YAML file: nothing else is written, and its report is there."""

import shutil

import duckdb
import pytest

from pipelines.main_job import run_main_job
from pipelines.tables import REPOSITORY
from tests.pipeline.conftest import DATA_CUT, SAMPLE

ANOTHER_ID = "EX007"
ANOTHER = REPOSITORY / "tests" / "support" / f"{ANOTHER_ID}.yaml"

pytestmark = pytest.mark.xdist_group("another_agreement")


@pytest.fixture(scope="module")
def lines():
    return []


@pytest.fixture(scope="module")
def published(tmp_path_factory, lines):
    folder = tmp_path_factory.mktemp("another_agreement")
    agreements = folder / "agreements"
    shutil.copytree(SAMPLE / "agreements", agreements)
    shutil.copyfile(ANOTHER, agreements / ANOTHER.name)
    return run_main_job(
        SAMPLE / "deliveries",
        agreements,
        SAMPLE / "reference",
        DATA_CUT,
        folder / "home",
        progress=lines.append,
    )


@pytest.fixture(scope="module")
def results(published):
    with duckdb.connect(str(published / "results.duckdb"), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize("language", ["nb", "en"])
def test_its_report_is_there_in_both_languages(published, language):
    page = published / "reports" / f"{ANOTHER_ID}_{DATA_CUT}_{language}.html"
    assert "palbociclib" in page.read_text(encoding="utf-8").lower()


def test_without_confidential_terms_there_is_no_negotiators_edition(published, lines):
    assert not (published / "negotiator").exists()
    said = [line for line in lines if "negotiator" in line]
    assert said == ["no negotiator's edition: the cut was frozen without confidential terms"]


def test_it_has_patients_survival_duration_and_verdicts(results):
    estimates = dict(
        results.execute(
            "select measure, max(estimate) from released.estimate "
            "where agreement_id = ? and cohort = 'all_treated' and not suppressed group by measure",
            [ANOTHER_ID],
        ).fetchall()
    )
    assert estimates["number_treated"] >= 50
    assert 0 < estimates["overall_survival"] < 1
    assert estimates["treatment_duration_median"] > 30
    verdicts = results.execute(
        "select count(*) from released.assessment where agreement_id = ?", [ANOTHER_ID]
    ).fetchall()
    assert verdicts[0][0] >= 2


def test_everybody_treated_is_in_exactly_one_final_row(published):
    with duckdb.connect(str(published / "person" / "analysis.duckdb"), read_only=True) as connection:
        ((treated,),) = connection.execute(
            "select count(*) from cohort.treated_person where agreement_id = ?", [ANOTHER_ID]
        ).fetchall()
        final = connection.execute(
            "select count(*), count(distinct person_id) from cohort.attrition_step where agreement_id = ?",
            [ANOTHER_ID],
        ).fetchall()
    assert final == [(treated, treated)]


def test_each_kind_of_criterion_it_uses_was_judged(results, published):
    kinds = {
        kind
        for (kind,) in results.execute(
            "select distinct kind from agreement.criterion where agreement_id = ?", [ANOTHER_ID]
        ).fetchall()
    }
    with duckdb.connect(str(published / "person" / "analysis.duckdb"), read_only=True) as connection:
        judged = connection.execute(
            "select distinct kind from cohort.criterion_verdict where agreement_id = ?", [ANOTHER_ID]
        ).fetchall()
    assert {kind for (kind,) in judged} == kinds
    assert {"earlier_treatment", "time_since"} <= kinds


def test_it_stands_in_the_overview(published):
    for language in ("nb", "en"):
        assert ANOTHER_ID in (published / "reports" / f"oversight.{language}.html").read_text(
            encoding="utf-8"
        )
