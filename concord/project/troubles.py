"""What an operator is told when something cannot be done: one sentence and an exit code."""


class Trouble(Exception):
    """Something was refused or failed. The message is a sentence that says what to do."""

    exit_code = 1


class Missing(Trouble):
    """Something that the installation needs is not there."""

    exit_code = 3
