"""Readiness on the committed sample: the proposal that cannot be reassessed, promises kept, input refused."""

import json
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipelines.agreements.read import read_agreement
from pipelines.home import Home
from pipelines.ingest.load import load_all
from pipelines.readiness.answer import Facts, Readiness
from pipelines.readiness.ask import readiness
from pipelines.readiness.command import readiness as command
from pipelines.readiness.text import readiness_text
from pipelines.tables import REPOSITORY
from tests.bench.measure_readiness import width_ratios

SAMPLE = REPOSITORY / "sample_data"
REFERENCE = SAMPLE / "reference"
KEPT = (0.65, 1.5)
"""Widths seen may differ so much from those promised: that of a median varies from sample to sample."""
RULE = """\
    assumption:
      id: survival
      value: 0.9
      is_invented: true
      description: {english: Nine of ten, norwegian: Ni av ti}
    decision_rule: {rule: at_least, margin: 0.1, is_invented: true}
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    folder = tmp_path_factory.mktemp("readiness") / "home"
    load_all(SAMPLE / "deliveries", folder, lambda _: None)
    return Home(folder)


@pytest.fixture(scope="module")
def facts(home: Home) -> Facts:
    """Of EX004, when everything has been received."""
    return readiness(read_agreement(SAMPLE / "agreements" / "EX004.yaml"), home, REFERENCE).facts


@pytest.fixture(scope="module")
def proposal(home: Home) -> Readiness:
    return readiness(read_agreement(SAMPLE / "agreements" / "EX006.yaml"), home, REFERENCE)


def asked(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def head(answer: Readiness, code: str) -> str:
    """The verdict and the reasons as they are read, up to the plan."""
    text = readiness_text(answer, code).split({"en": "\nThe plan", "nb": "\nPlanen"}[code])[0]
    return re.sub(r"\s+", " ", text)


def test_the_proposal_for_pregnant_women_cannot_be_reassessed(proposal):
    assert proposal.verdict == "cannot_be_reassessed"
    english, norwegian = head(proposal, "en"), head(proposal, "nb")
    assert "CANNOT BE REASSESSED" in english and "KAN IKKE REVURDERES" in norwegian
    for said in (
        "Too few patients",
        "Pregnant patients with the disease treated at Oslo University Hospital",
        "There is nothing to judge against",
        "No clinical data on the drug in chronic myeloid leukaemia are published",
        "a missing code does not mean not pregnant",
        "The dose is not known",
        "So few patients cannot be shown",
    ):
        assert said in english, said
    for said in (
        "For få pasienter",
        "Gravide pasienter med sykdommen behandlet ved Oslo universitetssykehus",
        "Det er ingenting å vurdere mot",
        "Det finnes ingen publiserte kliniske data for legemidlet ved kronisk myelogen leukemi",
        "at koden mangler, betyr ikke at hun ikke er gravid",
        "Dosen er ikke kjent",
        "Så få pasienter kan ikke vises",
    ):
        assert said in norwegian, said


def test_the_same_proposal_with_patients_and_a_rule_gets_another_answer(home, tmp_path):
    text = (SAMPLE / "agreements" / "EX006.yaml").read_text(encoding="utf-8")
    survival = text.index("measure: overall_survival")
    end_of_survival = text.index("  - measure:", survival)
    text = text[:end_of_survival] + RULE + text[end_of_survival:]
    (tmp_path / "EX006.yaml").write_text(text, encoding="utf-8")
    result = asked(
        tmp_path / "EX006.yaml", "--home", home.root, "--patients-per-year", "80", "100", "120",
        "--language", "en",
    )  # fmt: skip
    assert result.exit_code == 0
    assert "READY WITH RESERVATIONS" in result.output
    assert "Used: 100 patients a year (80–120), as stated." in re.sub(r"\s+", " ", result.output)


def test_a_criterion_no_register_holds_is_why_nobody_can_be_inside(home, tmp_path):
    text = (SAMPLE / "agreements" / "EX004.yaml").read_text(encoding="utf-8")
    seen = text.index("  - id: metastatic")
    kind = text.index("kind: stage\n    values: [distant, metastasis]", seen)
    text = text[:kind] + text[kind:].replace(
        "kind: stage\n    values: [distant, metastasis]", "kind: not_observable", 1
    )
    (tmp_path / "EX004.yaml").write_text(text, encoding="utf-8")
    answer = readiness(read_agreement(tmp_path / "EX004.yaml"), home, REFERENCE)
    assert answer.verdict == "cannot_be_reassessed"
    assert [finding.rule.rule_id for finding in answer.findings][:2] == [
        "criterion_not_observable", "too_few_patients",
    ]  # fmt: skip


def test_an_agreement_with_many_patients_can_be_reassessed(facts):
    from pipelines.readiness.judgement import findings

    assert Readiness(facts, findings(facts)).verdict in ("ready", "ready_with_reservations")
    assert facts.last["inspire"].complete_to == date(2026, 3, 31)
    assert facts.window.first == date(2022, 1, 1)


def test_half_a_year_before_the_last_deliveries_are_foreseen(home, facts):
    answer = readiness(
        read_agreement(SAMPLE / "agreements" / "EX004.yaml"), home, REFERENCE, as_of=date(2025, 12, 31)
    )
    early = answer.facts
    for register in ("inspire", "folkeregisteret"):
        assert early.last[register].complete_to == facts.last[register].complete_to, register
    # The older history has the years before the drug was introduced: more came, and that is foreseen too.
    (changes,) = (item for item in answer.findings if item.rule.rule_id == "use_changes")
    assert early.expected["all_treated"].high < facts.past.n_treated < 1.1 * changes.values["going_on"]
    ratios = width_ratios(early, facts)
    assert len(ratios) == 7
    assert {name: ratio for name, ratio in ratios.items() if not KEPT[0] < ratio < KEPT[1]} == {}


def test_after_the_reassessment_it_is_seen_from_its_date(home):
    agreement = read_agreement(SAMPLE / "agreements" / "EX004.yaml")
    assert readiness(agreement, home, REFERENCE, as_of=date(2027, 1, 1)).facts.as_of == date(2026, 6, 30)


def test_asking_writes_nothing_but_the_file_asked_for(home, tmp_path):
    before = {path: path.stat().st_mtime_ns for path in home.root.rglob("*")}
    out = tmp_path / "answer.json"
    result = asked(SAMPLE / "agreements" / "EX005.yaml", "--home", home.root, "--json", out)
    assert result.exit_code == 0, result.output
    assert {path: path.stat().st_mtime_ns for path in home.root.rglob("*")} == before
    answer = json.loads(out.read_text(encoding="utf-8"))
    assert answer["agreement_id"] == "EX005"
    assert re.search(r"\bS\d{6}\b", result.output + out.read_text(encoding="utf-8")) is None


def refused(*arguments: str | Path) -> str:
    """The one message of a question that cannot be answered."""
    result = asked(*arguments)
    assert result.exit_code == 1, result.output
    assert result.stdout == "" and "Traceback" not in result.stderr
    return result.stderr.strip()


def test_a_home_without_deliveries(tmp_path):
    message = refused(SAMPLE / "agreements" / "EX004.yaml", "--home", tmp_path / "nowhere")
    assert message == (
        f"{tmp_path / 'nowhere' / 'raw'}: found no delivery; expected a home that deliveries have been "
        "loaded into (revurdering run)"
    )


def test_a_day_before_anything_was_received(home):
    message = refused(SAMPLE / "agreements" / "EX004.yaml", "--home", home.root, "--as-of", "2020-01-01")
    assert "found no delivery received by 2020-01-01; expected at least one to learn from" in message


def test_a_day_before_the_treatment_register_delivered(home):
    message = refused(SAMPLE / "agreements" / "EX004.yaml", "--home", home.root, "--as-of", "2025-03-01")
    assert "found no delivery of inspire received by 2025-03-01" in message


def test_a_file_that_is_not_there_or_no_agreement(home, tmp_path):
    assert "EX009.yaml: " in refused(tmp_path / "EX009.yaml", "--home", home.root)
    broken = tmp_path / "EX001.yaml"
    broken.write_text("agreement_id: [EX001", encoding="utf-8")
    assert refused(broken, "--home", home.root).startswith("EX001.yaml: ")


def test_reference_tables_that_are_not_there(home, tmp_path):
    message = refused(
        SAMPLE / "agreements" / "EX004.yaml", "--home", home.root, "--reference", tmp_path / "nowhere"
    )
    assert "found no file; expected the reference table reference." in message
    assert len(message.splitlines()) == 1


@pytest.mark.parametrize(
    ("table", "old", "new", "said"),
    [
        ("drug_price", "34277.30", "dear", "drug_price.csv: found a value of another type than its column"),
        ("source_coverage", "h_resept,,2019-01-01", "h_resept,,soon", "found 'soon'; expected a date"),
    ],
)
def test_reference_tables_with_wrong_values(home, tmp_path, table, old, new, said):
    shutil.copytree(REFERENCE, tmp_path / "reference")
    path = tmp_path / "reference" / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    message = refused(
        SAMPLE / "agreements" / "EX004.yaml", "--home", home.root, "--reference", tmp_path / "reference"
    )
    assert said in message and len(message.splitlines()) == 1


@pytest.mark.parametrize(
    "stated", [("30", "20", "10"), ("-1", "2", "3"), ("1", "2", "inf"), ("nan", "2", "3")]
)
def test_patients_a_year_that_make_no_sense(home, stated):
    message = refused(
        SAMPLE / "agreements" / "EX004.yaml", "--home", home.root, "--patients-per-year", *stated
    )
    assert "expected 0 <= LOW <= MID <= HIGH" in message


def test_the_page_prints_what_is_answered(proposal, facts):
    """The examples of the how-to are the answers that the committed sample gives."""
    page = (REPOSITORY / "docs" / "how-to" / "judge-readiness.md").read_text(encoding="utf-8")
    shown, measure = re.findall(r"^```text\n(.*?)^```$", page, re.M | re.S)
    assert readiness_text(proposal, "en").startswith(shown)
    assert measure in readiness_text(Readiness(facts, ()), "en")
