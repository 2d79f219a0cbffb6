"""A Spark for the tests that compare both engines: where there is, or can be had, a Java for it."""

import os
import shutil

from concord.project.setup.packages import install
from concord.project.setup.programs import run_logged
from concord.project.setup.progress import step
from concord.project.troubles import Trouble

_JRE = "default-jre-headless"


def set_up_spark() -> None:
    """Install Spark, and a Java where we may; without them the suite skips, saying what is missing.

    Half a gigabyte, once for each environment; a production installation fetches it only when its
    settings name Spark.
    """
    try:
        if not _has_java():
            if os.geteuid() != 0 or not shutil.which("apt-get"):
                return
            with step("Installing Java for the tests of linkage on Spark"):
                _install_java()
        install("spark")
    except Trouble:
        return


def _has_java() -> bool:
    return bool(os.environ.get("JAVA_HOME") or shutil.which("java"))


def _install_java() -> None:
    for command in (["update"], ["install", "-y", "--no-install-recommends", _JRE]):
        run_logged(
            ["apt-get", *command],
            log="java.log",
            otherwise="Java could not be installed.",
            extra={"DEBIAN_FRONTEND": "noninteractive"},
        )
