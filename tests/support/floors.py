"""The rules of the house's structure. Each reads a House and gives back its complaints, as `file:line: what and why`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

from tests.support.imports import House, Module, cycle, room_of

FLOORS = [
    ["app"],
    ["cli"],
    ["dev"],
    ["web"],
    ["transfer"],
    ["moderation"],
    ["comments"],
    ["articles", "accounts", "outbox"],
    ["markup", "media", "site"],
    ["rates"],
]
"""From the roof down. Every single file directly in app/ is the ground below them all."""

HTTP_ONLY = {"request", "session", "g", "url_for", "flash", "abort", "redirect", "render_template", "after_this_request"}
SQL_CALLS = {"execute", "scalars", "scalar", "commit", "rollback", "get_one"}
SQL_LIBRARIES = {"sqlalchemy", "sqlite3", "psycopg", "flask_sqlalchemy"}

Rule = Callable[[House], Iterator[str]]


def everything_has_a_floor(house: House) -> Iterator[str]:
    """A new folder says where it stands before anyone imports it."""
    for name, module in house.modules.items():
        if module.is_package and name.count(".") <= 1 and _floor(module.room) is None:
            yield f"{module}: the room {module.room} stands on no floor"


def imports_only_go_down(house: House) -> Iterator[str]:
    """No arrow goes up; the ground carries and leans on nothing but itself."""
    for module in house.modules.values():
        own = _level(module.room)
        for one in house.imports(module):
            other = room_of(one.target)
            if other != module.room and _level(other) < own:
                yield f"{module}:{one.line}: {module.room} must not import {other}, which is above it"


def nothing_reaches_past_a_door(house: House) -> Iterator[str]:
    """From outside, a room offers what its `__init__` names, and nothing else."""
    for module in house.modules.values():
        for one in house.imports(module):
            other = room_of(one.target)
            if other != module.room and one.target.count(".") > 1:
                yield f"{module}:{one.line}: {one.target} is inside {other}; take what app/{other}/__init__.py offers"


def no_room_goes_round(house: House) -> Iterator[str]:
    """No cycle among rooms, the files of the ground among them."""
    arrows: dict[str, set[str]] = {}
    for module in house.modules.values():
        targets = {room_of(one.target) for one in house.imports(module) if not one.only_for_types}
        arrows.setdefault(module.room, set()).update(targets - {module.room})
    if found := cycle(arrows):
        yield "rooms import each other: " + " -> ".join(found)


def no_module_goes_round(house: House) -> Iterator[str]:
    """No cycle among modules either, whether in one room or through several."""
    arrows = {
        name: {one.target for one in house.imports(module) if not one.only_for_types} - {name}
        for name, module in house.modules.items()
    }
    if found := cycle(arrows):
        yield "modules import each other: " + " -> ".join(found)


def web_speaks_no_sql(house: House) -> Iterator[str]:
    """Views ask rooms. Errors of the database may be caught there; the session and queries are not theirs."""
    for module in _inside(house, "web"):
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import | ast.ImportFrom):
                for library in _libraries(node):
                    if library.split(".")[0] in SQL_LIBRARIES and not library.startswith("sqlalchemy.exc"):
                        yield f"{module}:{node.lineno}: web imports {library}"
            if isinstance(node, ast.ImportFrom) and node.module == "app.db" and any(one.name == "db" for one in node.names):
                yield f"{module}:{node.lineno}: web takes the database session; a room below should offer a verb"
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in SQL_CALLS:
                yield f"{module}:{node.lineno}: web calls .{node.func.attr}()"
            if isinstance(node, ast.Attribute) and node.attr == "session" and ast.unparse(node.value).split(".")[-1] == "db":
                yield f"{module}:{node.lineno}: web touches db.session"


def only_web_knows_http(house: House) -> Iterator[str]:
    """`request`, `session`, `g`, `url_for`, `flash`, `abort` and answers belong to one room."""
    for module in house.modules.values():
        if module.room == "web":
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in ("flask", "werkzeug"):
                for alias in node.names:
                    if alias.name in HTTP_ONLY:
                        yield f"{module}:{node.lineno}: {alias.name} outside web"
            if isinstance(node, ast.Attribute) and node.attr in HTTP_ONLY and ast.unparse(node.value) == "flask":
                yield f"{module}:{node.lineno}: flask.{node.attr} outside web"


def only_markup_makes_markup(house: House) -> Iterator[str]:
    """Text becomes trusted HTML in one room. Elsewhere the name may stand in annotations and isinstance only."""
    for module in house.modules.values():
        if module.room == "markup":
            continue
        allowed = _where_types_stand(module.tree)
        names = _names_of_markup(module.tree)
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Name) and node.id in names and id(node) not in allowed:
                yield f"{module}:{node.lineno}: {node.id} made outside app/markup"
            if isinstance(node, ast.Attribute) and node.attr == "Markup" and id(node) not in allowed:
                yield f"{module}:{node.lineno}: {ast.unparse(node)} made outside app/markup"
            if isinstance(node, ast.FunctionDef) and node.name == "__html__":
                yield f"{module}:{node.lineno}: __html__ makes trusted HTML outside app/markup"


def templates_escape_everything(house: House) -> Iterator[str]:
    """No template says that a text is safe; none switches escaping off."""
    for path in house.templates:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(r"\|\s*safe\b|filter\s+safe\b|autoescape\s+(false|none)|Markup\s*\(", line, re.IGNORECASE):
                yield f"{path.relative_to(house.root)}:{number}: {line.strip()[:80]}"


def imports_stand_at_the_top(house: House) -> Iterator[str]:
    """What a file needs is read from its head; an import in a function hides an arrow."""
    for module in house.modules.values():
        for node in ast.walk(module.tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Import | ast.ImportFrom):
                        yield f"{module}:{inner.lineno}: an import inside a function"
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in ("import_module", "__import__"):
                yield f"{module}:{node.lineno}: an import by name"


def only_config_reads_the_environment(house: House) -> Iterator[str]:
    """Every setting passes through one file."""
    for module in house.modules.values():
        if module.name == "app.config":
            continue
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Attribute) and ast.unparse(node) in ("os.environ", "os.getenv", "os.environb"):
                yield f"{module}:{node.lineno}: {ast.unparse(node)} outside app/config.py"
            if (
                isinstance(node, ast.ImportFrom)
                and node.module == "os"
                and {"environ", "getenv"} & {one.name for one in node.names}
            ):
                yield f"{module}:{node.lineno}: the environment outside app/config.py"


RULES: list[Rule] = [
    everything_has_a_floor,
    imports_only_go_down,
    nothing_reaches_past_a_door,
    no_room_goes_round,
    no_module_goes_round,
    web_speaks_no_sql,
    only_web_knows_http,
    only_markup_makes_markup,
    templates_escape_everything,
    imports_stand_at_the_top,
    only_config_reads_the_environment,
]


def _floor(room: str) -> int | None:
    return next((number for number, rooms in enumerate(FLOORS) if room in rooms), None)


def _level(room: str) -> int:
    """A floor's number from the roof down; a room without one counts as ground, and another rule names it."""
    number = _floor(room)
    return len(FLOORS) if number is None else number


def _inside(house: House, room: str) -> list[Module]:
    return [module for module in house.modules.values() if module.room == room]


def _libraries(node: ast.Import | ast.ImportFrom) -> list[str]:
    before = f"{node.module}." if isinstance(node, ast.ImportFrom) else ""
    return [before + alias.name for alias in node.names]


def _names_of_markup(tree: ast.Module) -> set[str]:
    imports = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {alias.asname or alias.name for node in imports for alias in node.names if alias.name == "Markup"}


def _where_types_stand(tree: ast.Module) -> set[int]:
    roots: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns:
            roots.append(node.returns)
        elif isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            roots.append(node.annotation)
        elif isinstance(node, ast.Subscript):
            roots.append(node.slice)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "isinstance":
            roots.extend(node.args[1:])
    return {id(inner) for root in roots for inner in ast.walk(root)}
