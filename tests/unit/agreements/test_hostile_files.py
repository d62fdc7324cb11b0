"""Whatever stands in a file, the answer is an agreement or a list of problems with their place."""

import datetime
from decimal import Decimal

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipelines.agreements.folder import read_folder
from pipelines.agreements.freezing import protocol_status
from pipelines.agreements.frozen_files import freeze_protocol, read_frozen_file
from pipelines.agreements.json_schema import json_schema
from pipelines.agreements.protocol import content_hash, plain
from pipelines.agreements.read import AgreementError, read_agreement
from pipelines.agreements.tables import agreement_tables
from pipelines.document import read_document
from pipelines.tables import REPOSITORY
from tests.support.json_schema import faults

FILES = [REPOSITORY / "sample_data" / "agreements" / f"{name}.yaml" for name in ("EX001", "EX004", "EX006")]
FILES.append(REPOSITORY / "tests" / "support" / "EX007.yaml")
TEXTS = {path: path.read_bytes() for path in FILES}
JUNK = st.sampled_from(
    [
        None, True, 0, -1, 10**30, Decimal("0.5"), Decimal("-0.0"), Decimal("1" + "0" * 60 + ".5"), "", " ",
        "NO", "EX001", "C910", "L01", "x" * 3000, "æ", "../../etc", "2026-02-30", datetime.date(1, 1, 1),
        datetime.date(9999, 12, 31), [], [[]], {}, {"english": "a"}, ["a", "a"], [None], "{{ 7 * 7 }}",
    ]
)  # fmt: skip
RELAXED = settings(
    max_examples=80,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def places(value, path=()):
    """Every place in plain data."""
    yield path
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from places(part, (*path, key))


def with_other(value, path, other, takes_out):
    """The data with something else, or nothing, at one place."""
    if not path:
        return other
    first, rest = path[0], path[1:]
    copy = dict(value) if isinstance(value, dict) else list(value)
    if takes_out and not rest:
        del copy[first]
    else:
        copy[first] = with_other(value[first], rest, other, takes_out)
    return copy


class Dumper(yaml.SafeDumper):
    """Exact numbers are written as they were."""

    def ignore_aliases(self, data):
        return True


Dumper.add_representer(
    Decimal, lambda dumper, number: dumper.represent_scalar("tag:yaml.org,2002:float", f"{number:f}")
)


@RELAXED
@given(st.data())
def test_a_file_with_something_else_somewhere(tmp_path, data):
    source = data.draw(st.sampled_from(FILES))
    whole = read_document(TEXTS[source])
    for _ in range(data.draw(st.integers(1, 3))):
        path = data.draw(st.sampled_from(list(places(whole))))
        whole = with_other(whole, path, data.draw(JUNK), bool(path) and data.draw(st.booleans()))
        if not isinstance(whole, dict | list):
            break
    file = tmp_path / source.name
    file.write_text(yaml.dump(whole, Dumper=Dumper, allow_unicode=True), encoding="utf-8")
    try:
        agreement = read_agreement(file)
    except AgreementError as error:
        assert error.problems
        for problem in error.problems:
            assert problem.startswith(f"{source.name}: ")
            assert "found " in problem and "; expected " in problem, problem
            assert len(problem) < 2000
    else:
        assert agreement_tables([agreement])["agreement"].height == 1


@RELAXED
@given(st.data())
def test_what_the_schema_refuses_the_check_refuses_too(tmp_path, data):
    """Nothing that is right is marked by an editor, except what stands empty instead of being left out."""
    source = data.draw(st.sampled_from(FILES))
    whole = read_document(TEXTS[source])
    path = data.draw(st.sampled_from(list(places(whole))[1:]))
    whole = with_other(whole, path, data.draw(JUNK), data.draw(st.booleans()))
    file = tmp_path / source.name
    file.write_text(yaml.dump(whole, Dumper=Dumper, allow_unicode=True), encoding="utf-8")
    try:
        read_agreement(file)
    except AgreementError:
        return
    schema = json_schema()
    read = read_document(file.read_bytes())
    marked = [fault for fault in faults(without_nothing(read), schema, schema)]
    assert marked == []


def without_nothing(value):
    """Keys that hold nothing are as good as left out."""
    if isinstance(value, dict):
        return {key: without_nothing(part) for key, part in value.items() if part is not None and part != []}
    return [without_nothing(part) for part in value] if isinstance(value, list) else value


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_is_right_can_be_frozen_and_read_back(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("agreements")
    source = data.draw(st.sampled_from(FILES))
    whole = read_document(TEXTS[source])
    texts = [path for path in places(whole) if path and path[-1] in ("english", "norwegian")]
    words = st.text(
        st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufffe\uffff\ufeff"),
        min_size=1,
    )
    awkward = st.sampled_from(
        ["NO", "0.5", "2022-01-01", "null", "~", "a: b", "- a", "#x", "1e5", "012", '"', "'"]
    )
    for path in data.draw(st.lists(st.sampled_from(texts), min_size=1, max_size=4)):
        text = data.draw(words | awkward).strip()
        whole = with_other(whole, path, text or "x", False)
    file = folder / source.name
    file.write_text(yaml.dump(whole, Dumper=Dumper, allow_unicode=True), encoding="utf-8")
    version = freeze_protocol(folder, source.stem, datetime.date(2022, 1, 1))
    (read_back,) = read_frozen_file(folder / "frozen" / source.name)
    assert read_back == version
    assert content_hash(plain(read_back.protocol)) == version.protocol_hash
    agreements, frozen = read_folder(folder)
    assert protocol_status(agreements[0], frozen[source.stem]) in ("frozen_in_time", "frozen_late")
