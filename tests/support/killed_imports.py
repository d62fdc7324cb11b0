"""What the parts of the main job import, loaded once before they are forked; nothing is run here."""

import duckdb  # noqa: F401
import ibis
import jinja2  # noqa: F401
import pandera.ibis  # noqa: F401
import polars  # noqa: F401
import scipy.stats  # noqa: F401
import sqlglot  # noqa: F401

import pipelines.cut
import pipelines.ingest.load
import pipelines.oversight.render
import pipelines.publication
import pipelines.reports.render
import pipelines.work

# ibis loads its backend when it is first asked for.
_ = ibis.duckdb
pipelines.work.work_tables()
pipelines.cut.code_version()
