"""Count the queries of a page."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def queries_of(client, path):
    """Return how many queries a page takes, once its reader has a session."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    # The transaction of the request is a savepoint within that of the test.
    return sum("SAVEPOINT" not in query["sql"] for query in captured)
