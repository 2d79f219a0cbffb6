"""Where a model runs over files: DuckDB on this machine, or Spark on as many as there are.

The installation's setting chooses. Spark is an extra: its packages and a Java need not be there.
"""

import importlib.util
import os
import shutil
from pathlib import Path
from typing import Any

NAMES = ("duckdb", "spark")
OLDEST_JAVA = 17


class NoEngine(Exception):
    """The engine asked for is not to be had here; the message says what would make it so."""


def engine(name: str, *, master: str = "local[*]") -> Any:
    """Return the engine of that name, ready for Batch.

    `master`: the Spark cluster to ask, as Spark writes its address; by default this machine alone.
    Raises NoEngine for a name that is not known, and where Spark or Java is missing.
    """
    if name not in NAMES:
        raise NoEngine(f"Concord links files with {' or '.join(NAMES)}, not with {name}.")
    if name == "spark":
        return _spark(master)
    from splink import DuckDBAPI

    return DuckDBAPI()


def missing_for_spark() -> str:
    """Return what Spark lacks on this machine, as a sentence, or "" where nothing is missing."""
    if not _has_packages():
        return "Spark is not installed: pip install --require-hashes -r requirements/spark.txt"
    if not _has_java():
        return f"Spark needs Java {OLDEST_JAVA} or later: install a JRE, or set JAVA_HOME."
    return ""


def _has_packages() -> bool:
    return importlib.util.find_spec("pyspark") is not None


def _has_java() -> bool:
    home = os.environ.get("JAVA_HOME", "")
    return (Path(home) / "bin" / "java").exists() if home else shutil.which("java") is not None


def _spark(master: str) -> Any:
    if lacking := missing_for_spark():
        raise NoEngine(lacking)
    # Imported here: most installations have none of it.
    from pyspark.sql import SparkSession
    from splink.backends.spark import SparkAPI

    builder = SparkSession.builder.master(master).appName("Concord")
    # Its own web page would show everybody on the network what is being asked of which columns.
    builder = builder.config("spark.ui.enabled", "false").config("spark.log.level", "ERROR")
    if master.startswith("local"):
        # One machine: one heap for everything, as many parts as it has hands, no port to outside.
        builder = builder.config("spark.driver.bindAddress", "127.0.0.1")
        builder = builder.config("spark.driver.host", "127.0.0.1")
        builder = builder.config("spark.sql.shuffle.partitions", str(os.cpu_count() or 1))
    session = builder.getOrCreate()
    # Between steps in memory, and not as files of names that somebody would have to remove. The
    # extra functions of Splink's for Spark are not needed: conditions.py asks only what SQL has.
    return SparkAPI(
        spark_session=session, break_lineage_method="persist", register_udfs_automatically=False
    )
