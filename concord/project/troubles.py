"""What an operator is told when something cannot be done: one sentence and an exit code."""

import errno


class Trouble(Exception):
    """Something was refused or failed. The message is a sentence that says what to do."""

    exit_code = 1


class Missing(Trouble):
    """Something that the installation needs is not there."""

    exit_code = 3


def sentence_for(error: OSError) -> str:
    """Return what to tell an operator about a file or disk that would not do as asked."""
    if error.errno == errno.ENOSPC:
        return "The disk is full. Free some space and run the command again."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"{error.filename or 'A file'} may not be written or read by this user."
    return f"{error.strerror or error}: {error.filename}" if error.filename else str(error)
