"""What the generator promises about the deliveries it writes."""

import hashlib
import re
from pathlib import Path

import polars as pl
import pytest
import yaml

from sample_data.generator.generate import generate
from sample_data.generator.sheets import FAULT_COLUMNS

SAMPLE = Path(__file__).parents[3] / "sample_data"
MOST_BYTES = 12_000_000
REGISTERS = {"kreftregisteret", "inspire", "npr", "folkeregisteret", "dar", "prom", "nornmd"}
OF_PERSONS = ("person", "comparator", "complication", "response")
PLANTED = {
    "quarantine": {
        "exact_duplicate", "missing_field", "extra_field", "negative_dose", "negative_number",
        "impossible_sex", "impossible_month", "impossible_date", "unknown_code", "malformed_id",
        "malformed_code", "not_a_number", "out_of_range", "discharge_before_admission",
    },
    "repaired": {
        "dotted_code", "lower_case_code", "trailing_comma", "drug_code_among_procedures", "other_date_form",
        "missing_main_condition", "missing_corrected_weight", "retired_code", "unknown_municipality",
        "birth_year_mismatch", "windows_1252", "no_byte_order_mark", "decimal_point", "day_first_dates",
        "sex_as_text",
    },
    "superseded": {"corrected_later", "completed_later"},
}  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("small")
    generate(scale=0.05, seed=4, out=out, background=0.01)
    return out


def files_below(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def data_files(folder: Path) -> list[Path]:
    return sorted((folder / "deliveries").rglob("*.csv"))


def text_of(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def faults_of(folder: Path) -> pl.DataFrame:
    return pl.read_csv(folder / "truth" / "fault.csv", schema_overrides={"column": pl.String})


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(small, tmp_path):
    generate(scale=0.05, seed=4, out=tmp_path / "again", background=0.01)
    generate(scale=0.05, seed=5, out=tmp_path / "other", background=0.01)
    first, again, other = files_below(small), files_below(tmp_path / "again"), files_below(tmp_path / "other")
    assert first == again
    assert first.keys() == other.keys()
    differing = {name for name in first if first[name] != other[name]}
    of_the_model = {f"truth/{name}.csv" for name in ("agreement", "evidence", "comparison")}
    assert {name for name in first if name.endswith(".csv")} - differing == of_the_model


def test_generating_again_leaves_nothing_of_before(small, tmp_path):
    (tmp_path / "deliveries" / "npr" / "old").mkdir(parents=True)
    generate(scale=0.01, seed=1, out=tmp_path, background=0.0)
    assert not (tmp_path / "deliveries" / "npr" / "old").exists()


@pytest.mark.parametrize(
    ("scale", "seed", "background"), [(0.0, 1, 0.1), (-1.0, 1, 0.1), (0.1, -1, 0.1), (0.1, 1, 1.5)]
)
def test_arguments_out_of_range_are_refused_before_anything_is_written(tmp_path, scale, seed, background):
    with pytest.raises(ValueError, match="got"):
        generate(scale, seed, tmp_path / "out", background)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("place", ["small", "sample"])
def test_no_file_has_eleven_digits_in_a_row(small, place):
    folder = small if place == "small" else SAMPLE
    for path in [
        *data_files(folder),
        *(folder / "truth" / f"{name}.csv" for name in OF_PERSONS),
        folder / "truth" / "fault.csv",
    ]:
        assert not re.search(r"\d{11}", text_of(path)), path
    for path in (folder / "deliveries").rglob("manifest.yaml"):
        without_hashes = re.sub(r"sha256: [0-9a-f]{64}", "", path.read_text(encoding="utf-8"))
        assert not re.search(r"\d{11}", without_hashes), path


@pytest.mark.parametrize("place", ["small", "sample"])
def test_manifests_describe_their_files_and_say_that_the_data_are_synthetic(small, place):
    folder = small if place == "small" else SAMPLE
    manifests = sorted((folder / "deliveries").rglob("manifest.yaml"))
    assert {path.parent.parent.name for path in manifests} == REGISTERS
    for path in manifests:
        manifest = yaml.safe_load(path.read_text(encoding="utf-8"))
        assert manifest["register"] == path.parent.parent.name
        assert manifest["delivery_id"] == path.parent.name
        assert (
            manifest["period"]["from"]
            < manifest["period"]["to"]
            == manifest["complete_to"]
            < manifest["received"]
        )
        assert "Synthetic data. No real person." in manifest["note"] and "Syntetiske data" in manifest["note"]
        assert {item["name"] for item in manifest["files"]} == {
            found.name for found in path.parent.glob("*.csv")
        }
        for item in manifest["files"]:
            content = (path.parent / item["name"]).read_bytes()
            assert hashlib.sha256(content).hexdigest() == item["sha256"]
            assert content.count(b"\n") - 1 == item["rows"]


def test_the_deliveries_that_were_promised_are_there():
    found = {register: len(list((SAMPLE / "deliveries" / register).iterdir())) for register in REGISTERS}
    assert found["npr"] >= 4 and found["kreftregisteret"] >= 2 and found["inspire"] >= 2


def test_every_kind_of_fault_is_planted_in_the_sample_and_listed_once():
    faults = faults_of(SAMPLE)
    assert tuple(faults.columns) == FAULT_COLUMNS
    found = faults.group_by("expected").agg(pl.col("fault").unique()).rows()
    assert {expected: set(names) for expected, names in found} == PLANTED
    assert not faults.select("file", "delivery_id", "line", "column", "fault").is_duplicated().any()


def test_faults_that_end_in_quarantine_are_extra_lines_only(small):
    """Who is measured must not depend on what was broken: a line in quarantine has a key of its own."""
    faults = faults_of(small).filter(pl.col("expected") == "quarantine")
    for (register, delivery, file), group in faults.group_by("register", "delivery_id", "file"):
        lines = text_of(small / "deliveries" / register / delivery / file).splitlines()
        for line, fault in group.select("line", "fault").iter_rows():
            if fault == "exact_duplicate":
                assert lines[line - 1] in lines[: line - 1]
            else:
                assert re.search(r"J0000|S0000|;(P-4711|X00012)|^(P-|X000|S)", lines[line - 1])


def test_a_corrected_episode_comes_again_with_other_content(small):
    corrected = faults_of(small).filter(
        (pl.col("fault") == "corrected_later") & (pl.col("register") == "npr")
    )
    assert corrected.height > 0
    deliveries = sorted((small / "deliveries" / "npr").iterdir())
    lines_of = {path.name: text_of(path / "npr_episode.csv").splitlines() for path in deliveries}
    for delivery, line in corrected.select("delivery_id", "line").iter_rows():
        early = lines_of[delivery][line - 1]
        episode = early.split(";")[1]
        later = {
            found
            for name, lines in lines_of.items()
            if name > delivery
            for found in lines
            if f";{episode};" in found
        }
        assert len(later) == 1 and early not in later


def test_hospital_drugs_of_helse_nord_are_missing_and_h_resept_is_national():
    folder = SAMPLE / "deliveries" / "inspire" / "inspire-2025-q2"
    hospital = text_of(folder / "inspire_legemiddelbehandling.csv").splitlines()
    dispensed = text_of(folder / "inspire_hresept.csv").splitlines()
    place = hospital[0].split(";").index("rhf")
    assert "5" not in {line.split(";")[place] for line in hospital[1:] if line.count(";") >= place}
    place = dispensed[0].split(";").index("sh_reg")
    assert "5" in {line.split(";")[place] for line in dispensed[1:]}


def test_the_sample_has_the_sizes_that_were_promised():
    total = sum(
        path.stat().st_size for part in ("deliveries", "truth") for path in (SAMPLE / part).rglob("*.*")
    )
    assert total <= MOST_BYTES
    persons = pl.read_csv(SAMPLE / "truth" / "person.csv")
    seen = persons.filter("is_new_starter", "is_recorded").group_by("agreement_id").len().rows()
    sizes = dict(seen)
    assert sizes["EX004"] >= 300
    assert sizes["EX001"] == min(sizes.values()) < 30
    assert 15 <= sizes["EX002"] <= 40 and 15 <= sizes["EX003"] <= 40 and 30 <= sizes["EX005"] <= 60


def test_the_sample_has_somebody_for_every_question():
    persons = pl.read_csv(SAMPLE / "truth" / "person.csv", infer_schema_length=None).filter("is_recorded")
    line, known = persons["planted_line"], persons["planted_line_known"]
    assert {1, 2, 3} <= set(line) and 0.5 < known.mean() < 0.95
    of_class = persons["planted_attribution"].value_counts().rows()
    assert {name for name, n in of_class if n >= 5} == {"certain", "one_candidate", "several", "none"}
    assert persons["planted_bridge"].sum() >= 5
    assert (persons["planted_context"] == "trial").sum() >= 5
    stop_rule = persons["planted_stop_rule"].value_counts()
    assert stop_rule.filter(pl.col("planted_stop_rule").is_not_null())["count"].min() >= 20


def test_the_sample_has_a_drug_that_no_agreement_is_about():
    dispensed = SAMPLE.glob("deliveries/inspire/*/inspire_hresept.csv")
    lines = [line.split(";") for path in dispensed for line in text_of(path).splitlines()]
    assert 60 <= len({line[0] for line in lines if line[3].startswith("L01EF")}) <= 120
    assert len({line[0] for line in lines if line[3] == "L03AB15"}) >= 4


def test_the_sample_has_a_comparator_from_before_the_agreement():
    group = pl.read_csv(SAMPLE / "truth" / "comparator.csv", try_parse_dates=True)
    compared = group.filter("is_comparator")
    assert 250 <= compared.height <= 320 and 15 <= group.height - compared.height <= 40
    assert compared["index_date"].dt.year().unique().sort().to_list() == [2019, 2020, 2021]
    assert compared["planted_days_since_diagnosis"].drop_nulls().min() >= 20
    dispensed = SAMPLE.glob("deliveries/inspire/*/inspire_hresept.csv")
    lines = [line.split(";") for path in dispensed for line in text_of(path).splitlines()]
    older = {line[0] for line in lines if line[3] in ("L01EB01", "L01EB02", "L01EB03")}
    osimertinib = {line[0] for line in lines if line[3] == "L01EB04"}
    assert older == set(group["lopenr"]) and not older & osimertinib


def test_the_sample_has_complications_responses_and_answers():
    complications = pl.read_csv(SAMPLE / "truth" / "complication.csv")
    assert complications["complication"].value_counts()["count"].min() >= 5
    responses = pl.read_csv(SAMPLE / "truth" / "response.csv", infer_schema_length=None)
    assert responses["planted_response"].drop_nulls().len() >= 5
    (path,) = SAMPLE.glob("deliveries/prom/*/prom_skjema.csv")
    forms = [line.split(";") for line in text_of(path).splitlines()]
    treated = set(pl.read_csv(SAMPLE / "truth" / "person.csv").filter(agreement_id="EX004")["lopenr"])
    rounds = [form[3] for form in forms if form[0] in treated]
    assert rounds.count("T0") >= 150 and set(rounds) == {"T0", "T6", "T12", "T24"}
    assert {form[7] for form in forms if form[0] in treated} == {"B", "D", "I", "U"}


def test_some_could_have_had_the_drug_and_did_not():
    uptake = pl.read_csv(SAMPLE / "truth" / "uptake.csv").filter(pl.col("agreement_id") == "EX004")
    assert set(uptake["region"]) == {3, 4, 5, 7}
    assert 100 <= uptake["untreated"].sum() <= 180  # most of them on an older inhibitor when it began
    share = uptake.select("region", share=pl.col("untreated") / (pl.col("treated") + pl.col("untreated")))
    assert share.sort("share")["region"].last() == 5


def test_the_committed_sample_is_what_the_generator_writes(tmp_path):
    """Change the generator and the sample must be made again, with the arguments written here."""
    generate(scale=0.5, seed=1, out=tmp_path, background=0.006)
    for part in ("deliveries", "truth"):
        written, committed = files_below(tmp_path / part), files_below(SAMPLE / part)
        assert written.keys() == committed.keys()
        assert [name for name in written if written[name] != committed[name]] == []


def test_pseudonyms_are_unique_and_shaped_as_agreed(small):
    register = text_of(
        small / "deliveries" / "folkeregisteret" / "folkeregisteret-2026-05" / "folkeregisteret_person.csv"
    )
    faults = faults_of(small).filter(
        (pl.col("delivery_id") == "folkeregisteret-2026-05") & (pl.col("expected") == "quarantine")
    )
    bad = set(faults["line"])
    names = [
        line.split(";")[0]
        for number, line in enumerate(register.splitlines(), start=1)
        if number > 1 and number not in bad
    ]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"S\d{9}", name) for name in names)


def test_somebody_elses_deliveries_are_not_replaced(tmp_path):
    manifest = tmp_path / "deliveries" / "npr" / "npr-2026" / "manifest.yaml"
    manifest.parent.mkdir(parents=True)
    manifest.write_text("register: npr\n", encoding="utf-8")
    with pytest.raises(ValueError, match="found a delivery that is not synthetic"):
        generate(scale=0.001, seed=1, out=tmp_path, background=0.0)
    assert manifest.exists()
