"""Reading the house's own source: its modules, and what each imports, without running any of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path


@dataclass(frozen=True)
class Import:
    """A module of the house that another one needs."""

    target: str
    line: int
    only_for_types: bool


@dataclass(frozen=True)
class Module:
    """A source file of the house, by its dotted name such as `app.comments.thread`."""

    name: str
    file: Path
    is_package: bool
    tree: ast.Module

    @property
    def room(self) -> str:
        """The second part of the name: a room, a file of the ground, or `app` for the house itself."""
        return room_of(self.name)

    def __str__(self) -> str:
        return self.name.replace(".", "/") + ("/__init__.py" if self.is_package else ".py")

    @cached_property
    def bound(self) -> set[str]:
        """What the module's top level imports under a name."""
        imports = [node for node in self.tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
        return {alias.asname or alias.name for node in imports for alias in node.names}

    @cached_property
    def defined(self) -> set[str]:
        """The functions and classes of its top level."""
        return {node.name for node in self.tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}


def room_of(name: str) -> str:
    """`app.comments.thread` is in `comments`, `app` in `app`."""
    return name.split(".")[1] if "." in name else name


class House:
    """Every module under `root/app`.

    Raises:
        AssertionError: there is no house to read.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.modules: dict[str, Module] = {}
        for file in sorted((root / "app").rglob("*.py")):
            parts = file.relative_to(root).with_suffix("").parts
            is_package = parts[-1] == "__init__"
            name = ".".join(parts[:-1] if is_package else parts)
            self.modules[name] = Module(name, file, is_package, ast.parse(file.read_text(encoding="utf-8"), str(file)))
        assert self.modules, f"no modules under {root / 'app'}"

    @property
    def templates(self) -> list[Path]:
        """Every template."""
        return sorted(path for path in (self.root / "app" / "templates").rglob("*") if path.is_file())

    def imports(self, module: Module) -> Iterator[Import]:
        """What `module` takes from the house itself, wherever in the file the import stands."""
        for_types = {
            id(inner)
            for node in ast.walk(module.tree)
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
            for part in node.body
            for inner in ast.walk(part)
        }
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    if alias.name.split(".")[0] == "app":
                        yield Import(alias.name, node.lineno, id(node) in for_types)
            elif isinstance(node, ast.ImportFrom):
                base = _absolute(module, node)
                if base.split(".")[0] == "app":
                    for alias in node.names:
                        target = self._target(module, base, alias.name)
                        yield Import(target, node.lineno, id(node) in for_types)

    def _target(self, module: Module, base: str, name: str) -> str:
        """`from app.comments import thread` reaches for the module of that name, unless the room offers it at its door."""
        inner = f"{base}.{name}"
        if base == "app":
            return base if name in self.modules["app"].defined else inner
        offered = name in self.modules[base].bound if base in self.modules else False
        return inner if inner in self.modules and (module.room == room_of(base) or not offered) else base


def _absolute(module: Module, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    kept = parts[: len(parts) - node.level + (1 if module.is_package else 0)]
    return ".".join([*kept, *([node.module] if node.module else [])])


def cycle(arrows: dict[str, set[str]]) -> list[str]:
    """One way round, such as `[a, b, a]`; empty where there is none."""
    done: set[str] = set()

    def walk(at: str, way: list[str]) -> list[str]:
        if at in way:
            return [*way[way.index(at) :], at]
        if at in done:
            return []
        for following in sorted(arrows.get(at, ())):
            if found := walk(following, [*way, at]):
                return found
        done.add(at)
        return []

    for start in sorted(arrows):
        if found := walk(start, []):
            return found
    return []
