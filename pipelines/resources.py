"""Settings of an installation, as a Dagster resource; the only reader of the environment."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path

import dagster as dg

from pipelines.cut import Cut, freeze
from pipelines.ended_runs import marked
from pipelines.home import Home
from pipelines.tables import REPOSITORY

SAMPLE = REPOSITORY / "sample_data"


class Settings(dg.ConfigurableResource):
    """Where deliveries, agreements and reference tables are read and where everything is written.

    Relative paths start at the repository. `REVURDERING_HOME`, `REVURDERING_DELIVERIES`,
    `REVURDERING_AGREEMENTS` and `REVURDERING_REFERENCE` set them for a server, and
    `REVURDERING_CONFIDENTIAL` the folder of confidential terms, where there are any. `readers`
    (`REVURDERING_READERS`) says who may read what is released: `owner` or `group`.
    """

    home: str = "home"
    deliveries: str = str(SAMPLE / "deliveries")
    agreements: str = str(SAMPLE / "agreements")
    reference: str = str(SAMPLE / "reference")
    readers: str = "owner"
    confidential: str = ""

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator["Settings"]:
        """While a run has its settings it is marked as alive, whoever started it."""
        with ExitStack() as held:
            instance = context.instance
            if context.run is not None and instance is not None and not instance.is_ephemeral:
                held.enter_context(marked(instance, context.run.run_id))
            yield self

    @property
    def home_folder(self) -> Home:
        return Home(_from_repository(self.home), self.readers)

    @property
    def deliveries_folder(self) -> Path:
        return _from_repository(self.deliveries)

    @property
    def agreements_folder(self) -> Path:
        return _from_repository(self.agreements)

    @property
    def reference_folder(self) -> Path:
        return _from_repository(self.reference)

    @property
    def confidential_folder(self) -> Path | None:
        return _from_repository(self.confidential) if self.confidential else None

    def frozen_cut(self, data_cut: date) -> Cut:
        """The cut as it was frozen; frozen now if nobody has built it before."""
        return freeze(
            self.home_folder,
            data_cut,
            self.agreements_folder,
            self.reference_folder,
            confidential=self.confidential_folder,
        )


def settings_from_environment() -> Settings:
    """The settings that `REVURDERING_*` variables give; what they leave out has the sample's default."""
    names = {name: f"REVURDERING_{name.upper()}" for name in Settings.model_fields if name != "name"}
    found = {name: dg.EnvVar(variable).get_value() for name, variable in names.items()}
    return Settings(**{name: value for name, value in found.items() if value})


def _from_repository(path: str) -> Path:
    return REPOSITORY / path
