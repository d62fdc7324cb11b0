"""The editions that are not public: who is in them, what they show, and that nothing else shows it."""

import re

import duckdb
import pytest
from click.testing import CliRunner

from pipelines.agreements.confidential import read_confidential
from pipelines.cli import main
from pipelines.home import ASSESSOR, NEGOTIATOR
from pipelines.reports.edition import open_edition
from pipelines.reports.view import report_view
from pipelines.tables import tables_of
from tests.pipeline.conftest import DATA_CUT, SAMPLE
from tests.support.markers import holding
from tests.support.modes import open_to_others

TERMS = SAMPLE / "confidential" / "EX001.yaml"
NUMBERS = ("estimate", "lower", "upper", "n", "n_events")


def secret() -> re.Pattern[bytes]:
    """The salt, and every price and cap of the sample as files and pages write them."""
    terms = read_confidential(TERMS)
    found = [re.escape(terms.salt)]
    for value in (term.value for term in terms.price_terms if term.value > 1000):
        whole, _, part = f"{value.normalize():f}".partition(".")
        thousands = re.sub(r"(?<=\d)(?=(\d{3})+$)", "(?:[ ,.]|\u00a0|\u202f)?", whole)
        found.append(thousands + (f"[.,]{part}" if part else ""))
    return re.compile("|".join(found).encode())


@pytest.fixture
def editions(main_job):
    """The public database with the two others attached, all for reading."""
    with duckdb.connect() as connection:
        for name, folder in (("public", "."), (ASSESSOR, ASSESSOR), (NEGOTIATOR, NEGOTIATOR)):
            path = main_job.published / folder / "results.duckdb"
            connection.execute(f"attach '{path}' as {name} (read_only)")
        yield connection


def values(connection, query):
    return [value for (value,) in connection.execute(query).fetchall()]


def test_no_price_is_anywhere_but_with_the_negotiator_and_among_what_was_frozen(main_job):
    home = main_job.home.root
    found = {path.removeprefix(f"{home}/") for path in holding([home], secret())}
    edition = main_job.published.resolve().relative_to(home)
    of_terms = main_job.cut.confidential.relative_to(home)
    assert {
        path for path in found if not path.startswith((f"{edition}/{NEGOTIATOR}/", f"{of_terms}/"))
    } == set()
    assert f"{of_terms}/EX001.yaml" in found, "the search finds the file"
    assert f"{edition}/{NEGOTIATOR}/results.duckdb" in found, "and a table"
    assert f"{edition}/{NEGOTIATOR}/reports/EX001_{DATA_CUT}_negotiator_nb.html" in found, "and a page"
    assert not secret().search("\n".join(main_job.lines).encode())


def test_nobody_else_can_open_them_although_a_group_reads_the_public_one(main_job):
    opened = open_to_others(main_job.home.root)
    for folder in (main_job.published.resolve() / ASSESSOR, main_job.published.resolve() / NEGOTIATOR):
        assert folder.is_dir()
        assert not [path for path in opened if folder in (path, *path.parents)]
    assert main_job.cut.confidential / "EX001.yaml" not in opened


def test_the_assessors_edition_withholds_nothing_of_those_it_holds(editions):
    held = values(editions, "select agreement_id from assessor.agreement.agreement order by 1")
    assert held == ["EX001", "EX002", "EX004"]
    tables = values(
        editions,
        "select schema_name || '.' || table_name from duckdb_columns() "
        "where database_name = 'assessor' and column_name = 'suppressed' and schema_name = 'result'",
    )
    assert {"result.estimate", "result.attrition", "result.survival_curve", "result.person_count"} <= set(
        tables
    )
    for table in tables:
        assert values(editions, f"select count(*) from assessor.{table} where suppressed") == [0], table
    key = "agreement_id, data_cut, cohort, subgroup, level, measure, variant, time_days"
    withheld, missing = editions.execute(
        f"""
        select count(*), count(*) filter (where exact.estimate is null and exact.n is null)
        from public.released.estimate as released
        inner join assessor.result.estimate as exact using ({key.replace(", time_days", "")})
        where released.suppressed and released.time_days is not distinct from exact.time_days
        """
    ).fetchall()[0]
    assert withheld > 100 and missing == 0


def test_what_the_public_edition_shows_the_assessors_shows_alike(editions):
    """Rows that left in both, compared by number; what was rounded lies within half a step, or its limits."""
    apart = [
        f"abs(released.{name} - exact.{name}) > "
        + ("0" if name in ("n", "n_events") else "coalesce(released.rounded_to / 2, 0) + 1e-6")
        for name in NUMBERS
    ]
    apart += [
        f"exact.{name} not between released.{name}_at_least and released.{name}_at_most"
        for name in ("n", "n_events")
    ]
    different = editions.execute(
        f"""
        select count(*)
        from public.released.estimate as released
        inner join assessor.result.estimate as exact
            using (agreement_id, cohort, subgroup, level, measure, variant)
        where released.time_days is not distinct from exact.time_days
            and ({" or ".join(apart)})
        """
    ).fetchall()
    assert different == [(0,)]


def test_of_what_belongs_to_no_agreement_the_assessor_has_what_is_public(editions):
    public = values(
        editions,
        "select table_name from duckdb_tables() "
        "where database_name = 'assessor' and schema_name = 'released' order by 1",
    )
    assert public == ["code_list", "completeness", "eq5d_tariff", "life_table", "reporting_delay", "source"]
    for table in ("completeness", "source", "reporting_delay"):
        exact = f"from assessor.released.{table}"
        assert editions.execute(f"({exact}) except (from public.released.{table})").fetchall() == []
        assert values(editions, f"select count(*) from (from public.released.{table} except {exact})") == [0]


def test_who_is_left_out_and_why_is_said(main_job):
    said = [line for line in main_job.lines if "assessor's edition" in line]
    assert said == [
        "not in the assessor's edition: EX003, which states no legal basis for it",
        "not in the assessor's edition: EX005, whose legal basis expired on 2025-12-31",
    ]


def test_the_negotiator_sees_of_persons_what_the_public_sees(editions):
    """Every released table alike, row by row, of the agreements with terms."""
    assert values(editions, "select agreement_id from negotiator.agreement.agreement") == ["EX001"]
    for definition in tables_of("released"):
        mine, public = (f"from {name}.{definition.name}" for name in (NEGOTIATOR, "public"))
        if "agreement_id" in definition.model.to_schema().columns:
            public += " where agreement_id = 'EX001'"
        for one, other in ((mine, public), (public, mine)):
            assert editions.execute(f"({one}) except all ({other})").fetchall() == [], definition.name


def test_a_net_cost_leaves_only_where_the_list_cost_has(editions):
    rows = editions.execute(
        """
        select released.suppressed, net.suppressed, net.at_list_price, released.estimate, net.at_net_price
        from public.released.estimate as released
        inner join negotiator.confidential.net_cost as net
            using (agreement_id, cohort, subgroup, level, measure, variant, time_days)
        """
    ).fetchall()
    n_costs = values(
        editions,
        "select count(*) from public.released.estimate where agreement_id = 'EX001' "
        "and measure in ('mean_drug_cost', 'drug_cost_on_treatment')",
    )
    assert [len(rows)] == n_costs
    assert all(hidden for withheld, hidden, *_ in rows if withheld)
    assert all(at_list == estimate for *_, at_list, estimate, _ in rows)
    # A net cost leaves inside the indication only, and there the sample has twelve: its cost does not leave.
    assert [net for *_, hidden, _, _, net in rows if not hidden] == []


@pytest.mark.parametrize(
    ("edition", "mark"), [(ASSESSOR, "unsuppressed"), (NEGOTIATOR, "confidential prices")]
)
def test_every_page_is_marked(main_job, edition, mark):
    pages = sorted((main_job.published / edition / "reports").iterdir())
    assert len(pages) == {ASSESSOR: 7, NEGOTIATOR: 3}[edition]
    for page in pages:
        text = page.read_text(encoding="utf-8").replace("\u00a0", " ")
        words = {"en": f"{mark}: not for publication", "nb": "ikke til offentliggjøring"}
        shown = ("en", "nb") if page.name.startswith("index") else (page.stem[-2:],)
        for code in shown:
            assert words[code] in text, page.name
        if edition == ASSESSOR and not page.name.startswith("index"):
            assert "31 December 2027" in text.replace("\xa0", " ") or "31.12.2027" in text
    for page in (main_job.published / "reports").iterdir():
        assert "not for publication" not in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("edition", [ASSESSOR, NEGOTIATOR])
def test_a_report_of_a_closed_edition_is_for_its_owner(main_job, tmp_path, edition):
    out = tmp_path / "out"
    asked = ["EX001", "--data-cut", str(DATA_CUT), "--home", str(main_job.home.root), "--out", str(out)]
    result = CliRunner().invoke(main, ["report", *asked, "--edition", edition])
    assert result.exit_code == 0, result.output
    assert {path.name for path in out.iterdir()} == {
        f"EX001_{DATA_CUT}_{edition}_nb.html", f"EX001_{DATA_CUT}_{edition}_en.html", f"index_{edition}.html",
    }  # fmt: skip
    assert open_to_others(tmp_path) == []


def test_an_agreement_that_is_not_in_a_closed_edition_is_refused_in_words(main_job, tmp_path):
    asked = ["EX003", "--data-cut", str(DATA_CUT), "--home", str(main_job.home.root), "--out", str(tmp_path)]
    result = CliRunner().invoke(main, ["report", *asked, "--edition", ASSESSOR])
    assert result.exit_code == 1
    assert "found no agreement EX003; expected one of EX001, EX002, EX004" in result.output


def test_the_assessors_report_shows_one_group_and_everybody_in_it(main_job):
    """Its tables hold groups that the public ones leave out: the page still speaks of one."""
    with open_edition(main_job.published / ASSESSOR / "results.duckdb") as edition:
        view = report_view(edition, "EX004")
    size = view.estimate("overall_survival", "kaplan_meier", "inside", 365)["n"]
    ledger = view.follow_up.ledger_by_time
    assert len(ledger) > 2
    assert {sum(row["n"] for row in states[:3] if row) for _, states in ledger} == {size}
    assert {row["cohort"] for row in view.follow_up.subgroup_tests} == {"inside"}
    assert view.withheld == {}


FRACTIONS = {
    "assessment": "starts_with(measure, 'share_')",
    "comparison_balance": "level <> 'all'",
    "coverage": "true",
    "estimate": "unit = 'share'",
}
"""Rows whose numbers are fractions of counts that leave, and the limits of these."""


def test_no_number_of_the_public_edition_has_all_its_digits(editions):
    """They would be the mark of the persons whom it is of; a fraction of told counts says no more."""
    columns = editions.execute(
        "select table_name, list(column_name) from information_schema.columns "
        "where table_catalog = 'public' and table_schema = 'released' and data_type = 'DOUBLE' "
        "group by table_name"
    ).fetchall()
    assert len(columns) > 5
    for table, names in columns:
        has_all = " or ".join(f"abs({name} - round({name}, 4)) > 1e-9" for name in names)
        found = editions.execute(
            f"from public.released.{table} where ({has_all}) and not ({FRACTIONS.get(table, 'false')})"
        ).fetchall()
        assert not found, table
