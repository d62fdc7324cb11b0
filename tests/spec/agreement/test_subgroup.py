"""agreement.subgroup: Groups shown by themselves, level by level."""

from tests.support.small_agreement import changed, table_from
from tests.support.spec import expect

SUBGROUPS = """subgroups:
  - id: age
    variable: age
    levels:
      - {level: young, maximum: 10, label: {english: Young, norwegian: Unge}}
      - {level: old, minimum: 10, label: {english: Old, norwegian: Eldre}}
  - id: place
    variable: region
    levels:
      - {level: west, value: '3', label: {english: West, norwegian: Vest}}
      - {level: north, value: '5', label: {english: North, norwegian: Nord}}
outcome_measures:"""


def test_every_level_is_a_row(tmp_path):
    expect(
        table_from(changed(("outcome_measures:", SUBGROUPS)), tmp_path, "subgroup"),
        """
        subgroup_id | level | variable | minimum | maximum | value | label_english | label_norwegian
        age         | young | age      | -       | 10      | -     | Young         | Unge
        age         | old   | age      | 10      | -       | -     | Old           | Eldre
        place       | west  | region   | -       | -       | 3     | West          | Vest
        place       | north | region   | -       | -       | 5     | North         | Nord
        """,
    )
