"""A table made by earlier code is not published: no file that decides it is overlooked."""

import pytest

from pipelines.table_code import definition_files, definition_hash
from pipelines.tables import REPOSITORY, all_tables, built_tables


def files(name: str) -> set[str]:
    return {str(path.relative_to(REPOSITORY)) for path in definition_files(all_tables()[name])}


@pytest.mark.parametrize(
    ("name", "behind"),
    [
        ("core.tumour", ["sql/core/tumour.sql", "schemas/core/tumour.py", "schemas/shared_columns.py"]),
        ("core.hospital_episode", ["schemas/ordering.py", "schemas/table.py"]),
        ("agreement.assumption", ["pipelines/agreements/tables.py", "pipelines/agreements/model.py"]),
        ("reference.drug_price", ["pipelines/file_tables.py"]),
        (
            "result.survival_estimate",
            [
                "pipelines/result/survival_estimate.py",
                "pipelines/methods/survival.py",
                "sql/macros/curve.sql",
            ],
        ),
        ("released.estimate", ["pipelines/methods/disclosure.py"]),
        (
            "cohort.comparison_person",
            [
                "sql/cohort/treated_person.sql",
                "sql/cohort/criterion_age.sql",
                "pipelines/cohort/therapy_line.py",
            ],
        ),
        (
            "outcome.comparison_survival",
            ["sql/outcome/overall_survival.sql", "sql/outcome/vital_follow_up.sql"],
        ),
    ],
)
def test_what_lies_behind_a_table_counts(name, behind):
    assert set(behind) <= files(name)


@pytest.mark.parametrize("definition", all_tables().values(), ids=lambda definition: definition.name)
def test_its_own_files_count_and_no_page_or_command_does(definition):
    found = definition_files(definition)
    assert REPOSITORY / "schemas" / definition.layer / f"{definition.table}.py" in found
    assert {path for path in (definition.sql_path, definition.python_path) if path.exists()} <= set(found)
    assert not [path for path in found if path.stem == "cli" or "reports" in path.parts]


def test_another_table_of_the_layer_does_not_count():
    assert "schemas/core/biomarker.py" not in files("core.tumour")


def test_each_table_has_a_hash_of_its_own():
    assert len({definition_hash(definition) for definition in built_tables()}) == len(built_tables())
