"""`concord`, the command line. Exit codes: 0 done; 1 refused or failed, with a sentence that says
what to do; 2 the command was not understood; 3 something is missing in the installation.
"""

from concord.project.cli.entry import main

__all__ = ["main"]
