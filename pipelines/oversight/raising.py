"""Raising an alert: a file that stays, for whoever looks in the folder or watches it."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

from pipelines.home import Home
from pipelines.oversight.alerts import Alert
from pipelines.private import private_files

SYNTHETIC = "Synthetic data. No real person. / Syntetiske data. Ingen virkelig person."


@private_files()
def write_alert(home: Home, facts: dict[str, Any]) -> Path:
    """Write the file of one alert, whole or not at all; the same alert of the same day is the same file."""
    path = home.alerts / f"{facts['raised_on']}-{facts['alert_id']}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".new")
    partial.write_text(json.dumps(facts, indent=1, sort_keys=True, ensure_ascii=False), encoding="utf-8")
    os.replace(partial, path)
    return path


def facts_of(alert: Alert, raised_on: date, data_cut: date) -> dict[str, Any]:
    """What the file says: agreements, party and dates, and which edition it was judged by."""
    return {
        "alert_id": alert.alert_id,
        "agreements": list(alert.agreement_ids),
        "kind": alert.kind,
        "what": alert.what,
        "responsible": alert.responsible,
        "period_end": alert.period_end.isoformat() if alert.period_end else None,
        "due_date": alert.due_date.isoformat(),
        "days_left": alert.days_left,
        "stage": alert.stage,
        "sentence": alert.sentence,
        "raised_on": raised_on.isoformat(),
        "data_cut": data_cut.isoformat(),
        "note": SYNTHETIC,
    }
