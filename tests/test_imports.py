"""Who may import whom: the rules of the house, read from the imports of every module."""

import ast
from functools import cache

import pytest
from django.conf import settings

PACKAGES = ("leader_portal", "handlungsfelder", "workshops")
# The modules at the top of leader_portal that put the portal together. They may import everything, and nothing else
# imports them.
COMPOSITION = (
    "leader_portal.admin",
    "leader_portal.apps",
    "leader_portal.home",
    "leader_portal.management",
    "leader_portal.print_room",
    "leader_portal.settings",
    "leader_portal.sitemaps",
    "leader_portal.start_page",
    "leader_portal.urls",
    "leader_portal.wsgi",
)
# The rooms of leader_portal, and what of it each may import besides itself.
ROOMS = {
    "content": (),
    "history": ("content",),
    "desk": ("content", "history"),
    "rows": ("content", "history", "desk"),
    "exchange": ("content", "history", "desk"),
    "models": ("content",),
    "website": ("content", "models"),
    "printing": ("content", "models", "website"),
    "templatetags": ("content", "models", "website"),
}
# What stands at the outside of an app: nothing in it imports these, but urls the views.
OUTSIDE = ("admin", "apps", "urls", "views")

PUTS_TOGETHER = "nothing imports what puts the portal together"
LEAF = "a leaf of the frame imports no app"
STRATEGY = "the strategy does not know the record"
RECORD = "the record knows nothing of the strategy but its models"
MODELS = "models import no sibling"
LAYERS = "a room imports only what stands below it"
HEAP = "at the top of leader_portal stands only what Django looks for and what composes"


@cache
def modules_of_the_portal() -> dict[str, str]:
    """The source of every module by its dotted name; a package goes by the name of its `__init__`."""
    return {
        ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts): path.read_text()
        for package in PACKAGES
        for path in settings.BASE_DIR.joinpath(package).rglob("*.py")
        if "migrations" not in path.parts
    }


@cache
def imports_in(module: str, source: str, modules: frozenset[str]) -> list[str]:
    """The dotted names of the portal's modules that it imports, inside functions too."""
    imported = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            # One dot is the package that the module stands in, each further dot the one around it.
            around = module.split(".")[: -node.level] if node.level else []
            base = ".".join([*around, *([node.module] if node.module else [])])
            # What is imported from a package may be a module of its own.
            names = [f"{base}.{alias.name}" if f"{base}.{alias.name}" in modules else base for alias in node.names]
        else:
            continue
        imported += [name for name in names if name.split(".")[0] in PACKAGES]
    return imported


def is_composition(module: str) -> bool:
    return any(module == part or module.startswith(f"{part}.") for part in COMPOSITION)


def objection(importer: str, imported: str) -> str | None:
    """Why the one may not import the other; None if it may."""
    package, own_part = (*importer.split("."), "")[:2]
    other_package, *other_part = imported.split(".")
    if is_composition(importer):
        return None
    if is_composition(imported):
        return PUTS_TOGETHER
    if package == "leader_portal":
        return leaf_objection(own_part, other_package, other_part)
    if other_package == "leader_portal":
        return None
    if (package, other_package) == ("handlungsfelder", "workshops"):
        return STRATEGY
    if (package, other_package) == ("workshops", "handlungsfelder"):
        return None if other_part == ["models"] else RECORD
    if own_part == "models":
        return MODELS
    if other_part and other_part[0] in OUTSIDE and (own_part, other_part[0]) != ("urls", "views"):
        return f"nothing inside an app imports its {other_part[0]}"
    return None


def leaf_objection(own_part: str, other_package: str, other_part: list[str]) -> str | None:
    if other_package != "leader_portal":
        return LEAF
    if own_part not in ROOMS:
        return HEAP
    return None if not other_part or other_part[0] in (own_part, *ROOMS[own_part]) else LAYERS


def violations(modules: dict[str, str]) -> list[str]:
    return [
        f"{importer} imports {imported}: {reason}"
        for importer, source in sorted(modules.items())
        for imported in imports_in(importer, source, frozenset(modules))
        if (reason := objection(importer, imported))
    ]


def test_every_import_keeps_the_rules():
    assert violations(modules_of_the_portal()) == []


def test_every_module_is_read():
    modules = modules_of_the_portal()

    assert {"leader_portal.settings", "handlungsfelder.models", "workshops.models"} <= modules.keys()
    assert set(imports_in("handlungsfelder.urls", modules["handlungsfelder.urls"], frozenset(modules))) == {
        "handlungsfelder.print_views",
        "handlungsfelder.views",
    }


@pytest.mark.parametrize(
    ("importer", "source", "violation"),
    [
        ("handlungsfelder.views", "import workshops.models", STRATEGY),
        ("handlungsfelder.views", "from workshops import models", STRATEGY),
        ("handlungsfelder.views", "def f():\n    from workshops.models import Survey", STRATEGY),
        ("workshops.record", "from handlungsfelder import grid", RECORD),
        ("workshops.record", "from handlungsfelder.grid import Grid", RECORD),
        ("leader_portal.website.frame", "from handlungsfelder.models import Card", LEAF),
        ("leader_portal.templatetags.commonmark", "import workshops", LEAF),
        ("leader_portal.website.frame", "from leader_portal import home", PUTS_TOGETHER),
        ("leader_portal.website.frame", "from leader_portal.urls import urlpatterns", PUTS_TOGETHER),
        ("handlungsfelder.views", "from leader_portal.sitemaps import SITEMAPS", PUTS_TOGETHER),
        ("workshops.views", "from leader_portal import settings", PUTS_TOGETHER),
        ("leader_portal.content.versions", "from leader_portal.history.wording import who", LAYERS),
        ("leader_portal.history.changes", "from leader_portal.desk.forms import Conflict", LAYERS),
        ("leader_portal.exchange.pages", "from leader_portal.rows.pages import RowPages", LAYERS),
        ("leader_portal.website.frame", "from leader_portal.printing.sheets import Paper", LAYERS),
        ("leader_portal.content.roles", "from leader_portal.models import Region", LAYERS),
        ("leader_portal.helpers", "from leader_portal.models import Region", HEAP),
        ("handlungsfelder.models", "from .grid import Grid", MODELS),
        ("handlungsfelder.models", "from . import grid", MODELS),
        ("workshops.models", "from workshops.record import Record", MODELS),
        ("handlungsfelder.grid", "from .views import FieldDetail", "nothing inside an app imports its views"),
        ("workshops.views", "from . import urls", "nothing inside an app imports its urls"),
        (
            "handlungsfelder.views",
            "from handlungsfelder.admin import CardAdmin",
            "nothing inside an app imports its admin",
        ),
    ],
)
def test_a_forbidden_import_would_be_found(importer, source, violation):
    modules = {**modules_of_the_portal(), importer: source, "handlungsfelder.admin": ""}

    found = violations(modules)

    assert len(found) == 1
    assert found[0].startswith(f"{importer} imports ")
    assert found[0].endswith(f": {violation}")


@pytest.mark.parametrize(
    ("importer", "source"),
    [
        ("handlungsfelder.urls", "from . import views"),
        ("handlungsfelder.views", "from .models import Card"),
        ("handlungsfelder.views", "from .grid import Grid"),
        ("handlungsfelder.models", "from leader_portal.content.base_models import BaseModel"),
        ("workshops.models", "from handlungsfelder.models import Card"),
        ("leader_portal.models", "from leader_portal.content.revision import ContentRevision"),
        ("leader_portal.urls", "from leader_portal.website import views"),
        ("leader_portal.home", "from handlungsfelder.models import Card"),
        ("leader_portal.website.frame", "from django.conf import settings"),
    ],
)
def test_a_permitted_import_is_let_pass(importer, source):
    assert violations({**modules_of_the_portal(), importer: source}) == []
