"""What a load balancer is told."""

import pytest
from django.db import connection, connections


def test_a_living_process_says_so_without_asking_the_database(
    client, django_assert_num_queries, db
):
    with django_assert_num_queries(0):
        answer = client.get("/health/live")
    assert (answer.status_code, answer.text) == (200, "alive")


def test_a_process_whose_database_is_of_this_release_is_ready(client, db):
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.text) == (200, "ready")


def test_a_database_that_lacks_a_migration_is_not_ready(client, own_database):
    with connections["owner"].cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'tracking'")
    assert client.get("/health/ready").status_code == 503


@pytest.mark.django_db
def test_a_database_that_is_away_is_not_ready_and_the_process_lives(client, monkeypatch):
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nowhere")
    assert client.get("/health/ready").status_code == 503
    assert client.get("/health/live").status_code == 200


def test_a_stranger_learns_nothing_more(client, db):
    assert client.get("/health/ready").text == "ready"
    assert client.post("/health/live").status_code == 405
