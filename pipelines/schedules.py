"""When a cut is made without anybody asking: after each quarter."""

from datetime import date, timedelta

import dagster as dg

from pipelines.data_cuts import DATA_CUTS
from pipelines.jobs import reassessment


@dg.schedule(job=reassessment, cron_schedule="0 6 1 1,4,7,10 *", execution_timezone="Europe/Oslo")
def quarterly_cut(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
    """The cut at the last day of the quarter that has ended, with its reports."""
    key = last_quarter_end(context.scheduled_execution_time.date()).isoformat()
    context.instance.add_dynamic_partitions(DATA_CUTS.name, [key])
    return dg.RunRequest(run_key=key, partition_key=key)


def last_quarter_end(today: date) -> date:
    """The last day of the quarter before the one that `today` lies in."""
    first_month = 3 * ((today.month - 1) // 3) + 1
    return date(today.year, first_month, 1) - timedelta(days=1)
