"""agreement.milestone: The plan, date by date."""

from tests.support.small_agreement import SMALL, changed, table_from
from tests.support.spec import expect


def test_the_plan_becomes_dates_with_somebody_who_must_act(tmp_path):
    expect(
        table_from(SMALL, tmp_path, "milestone"),
        """
        kind         | milestone_date | responsible
        introduction | 2022-02-01     | Beslutningsforum
        data_cut     | 2022-03-31     | FHI
        data_cut     | 2022-06-30     | FHI
        data_cut     | 2022-09-30     | FHI
        data_cut     | 2022-12-31     | FHI
        data_cut     | 2023-03-31     | FHI
        evidence_due | 2023-06-01     | Supplier
        data_cut     | 2023-06-30     | FHI
        data_cut     | 2023-09-30     | FHI
        reassessment | 2023-12-31     | Beslutningsforum
        """,
    )


def test_a_stop_date_is_a_milestone(tmp_path):
    text = changed(
        ("reassessment_date: 2023-12-31", "reassessment_date: 2023-12-31\n  stop_date: 2024-03-01")
    )
    stops = [row for row in table_from(text, tmp_path, "milestone") if row["kind"] == "stop"]
    expect(
        stops,
        """
        milestone_date | description_english                      | description_norwegian
        2024-03-01     | No new patient may start from this date. | Ingen nye pasienter kan starte fra denne datoen.
        """,
    )
