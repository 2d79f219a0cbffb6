"""What must be true of the shape of the code, so that nothing is forgotten."""

import importlib
import inspect
import pkgutil
from pathlib import Path

import pytest
from django.apps import apps

import concord
from concord.registers.subjects import merging
from concord.registers.subjects.models import Subject
from concord.trust import commands as gate

LONGEST_MODULE = 400
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(concord.__path__, "concord.")
    if ".commands" in module.name and not module.name.startswith("concord.trust.commands")
)


def public_functions(name):
    """Return the public functions that a module itself defines."""
    module = importlib.import_module(name)
    return [
        function
        for word, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == name and not word.startswith("_")
    ]


@pytest.mark.parametrize("name", [name for name in MODULES if ".management." not in name])
def test_every_change_goes_through_the_gate(name):
    for function in public_functions(name):
        if "by" in inspect.signature(function).parameters:
            assert function in gate.commands, f"{name}.{function.__name__} lacks @command"


@pytest.mark.parametrize("name", [name for name in MODULES if ".management." not in name])
def test_a_command_takes_its_subject_first_and_the_rest_by_name(name):
    for function in public_functions(name):
        if function in gate.commands:
            _, *rest = inspect.signature(function).parameters.values()
            assert all(one.kind is one.KEYWORD_ONLY for one in rest), function.__name__


def test_every_link_to_a_person_is_declared_for_merging():
    links = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.concrete and field.related_model is Subject
    }
    assert links == merging.declared()


def test_no_module_is_longer_than_a_reader_can_hold():
    root = Path(concord.__path__[0])
    long = {
        str(path.relative_to(root)): len(path.read_text(encoding="utf-8").splitlines())
        for path in root.rglob("*.py")
        if "migrations" not in path.parts
    }
    assert {name: lines for name, lines in long.items() if lines > LONGEST_MODULE} == {}


def test_nothing_in_the_project_names_a_package_registry():
    hosts = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org")
    root = Path(concord.__path__[0]).parent
    places = [*root.glob("requirements/*"), *root.glob("frontend/*.json"), *root.glob("*.md")]
    for path in [*places, root / "pyproject.toml", root / "Makefile"]:
        text = path.read_text(encoding="utf-8")
        assert not [host for host in hosts if host in text], path.name
        assert '"resolved"' not in text, path.name
