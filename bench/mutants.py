"""The mistakes that can be made in a module, one at a time: what `bench.mutation` tries."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from msgspec import Struct

_SWAPS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.FloorDiv: ast.Mult,
}  # fmt: skip
#: Calls that are taken for one another.
_OTHER_WAY = {"min": "max", "max": "min", "any": "all", "all": "any"}
_WIDTH = 70
#: What is only read by people, or by a type checker, is no behaviour.
_FOR_PEOPLE = ("logging", "log", "logger")


class Mutant(Struct, frozen=True):
    """One change: in which file and line, the how many-eth of its file, and in words."""

    file: str
    line: int
    nth: int
    what: str


def mutants(file: Path, root: Path) -> Iterator[Mutant]:
    """Every mutant of a module, in short: `text_of` gives the text of one."""
    name = str(file.relative_to(root))
    for nth, (node, what, _) in enumerate(_all(ast.parse(file.read_text("utf-8")))):
        yield Mutant(name, _line(node), nth, what)


def _line(node: ast.AST) -> int:
    return node.target.lineno if isinstance(node, ast.comprehension) else int(getattr(node, "lineno", 0))


def text_of(mutant: Mutant, root: Path) -> str:
    """The whole module with that one change."""
    tree = ast.parse((root / mutant.file).read_text("utf-8"))
    for nth, (node, _, changed) in enumerate(_all(tree)):
        if nth == mutant.nth:
            node.__class__ = changed.__class__  # a node becomes another in its place
            node.__dict__.update(changed.__dict__)
            return ast.unparse(ast.fix_missing_locations(tree))
    raise ValueError(f"{mutant} is in another version of {mutant.file}")


def _all(tree: ast.Module) -> Iterator[tuple[ast.AST, str, ast.AST]]:
    """Each node that may be another, in words and as what it becomes."""
    left_out = {id(one) for node in ast.walk(tree) for one in _not_run(node)}
    for node in ast.walk(tree):
        if id(node) not in left_out:
            for what, changed in [*_changes(node), *_orders(node)]:
                yield node, what, changed


def _not_run(node: ast.AST) -> Iterator[ast.AST]:
    """Annotations, what makes a class frozen, imports for a type checker, and notes for a log's reader."""
    match node:
        case ast.AnnAssign() | ast.arg():
            if node.annotation is not None:
                yield from ast.walk(node.annotation)
        case ast.FunctionDef() | ast.AsyncFunctionDef() if node.returns is not None:
            yield from ast.walk(node.returns)
        case ast.ClassDef():
            yield from (one for keyword in node.keywords for one in ast.walk(keyword))
        case ast.If(test=ast.Name(id="TYPE_CHECKING")):
            yield from ast.walk(node)
        case ast.Expr(value=ast.Call(func=func)) if _is_for_people(func):
            yield from ast.walk(node)


def _is_for_people(func: ast.expr) -> bool:
    return ast.unparse(func).partition(".")[0].strip("_") in _FOR_PEOPLE


def _changes(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """What may be made of one node, and in words."""
    match node:
        case ast.Compare(ops=ops):
            for n, op in enumerate(ops):
                if swapped := _SWAPS.get(type(op)):
                    changed: Any = copy.copy(node)
                    changed.ops = [*ops[:n], swapped(), *ops[n + 1 :]]
                    yield f"{type(op).__name__} -> {swapped.__name__} in {_short(node)}", changed
        case ast.BoolOp(op=op) | ast.BinOp(op=op) if swapped := _SWAPS.get(type(op)):
            changed = copy.copy(node)
            changed.op = swapped()
            yield f"{type(op).__name__} -> {swapped.__name__} in {_short(node)}", changed
        case ast.UnaryOp(op=ast.Not()):
            yield f"without not: {_short(node)}", node.operand
        case ast.If() | ast.IfExp():
            for value in (True, False):
                changed = copy.copy(node)
                changed.test = ast.Constant(value)
                yield f"if {value} for {_short(node.test)}", changed
        case ast.comprehension(ifs=[_, *_]):
            changed = copy.copy(node)
            changed.ifs = []
            yield f"all of it, without if {_short(node.ifs[0])}", changed
        case ast.Constant(value=bool() as value):
            yield f"{value} -> {not value}", ast.Constant(not value)
        case ast.Constant(value=int() | float() as number):
            yield f"{number} -> {number + 1}", ast.Constant(number + 1)
            yield f"{number} -> {number - 1}", ast.Constant(number - 1)
        case ast.Expr(value=ast.Call() | ast.Await()) | ast.AugAssign() | ast.Raise():
            yield f"without {_short(node)}", ast.Pass()
        case ast.Assign(targets=[ast.Attribute()]):
            yield f"without {_short(node)}", ast.Pass()
        case ast.Call(func=ast.Name(id=name)) if name in _OTHER_WAY:
            changed = copy.copy(node)
            changed.func = ast.Name(_OTHER_WAY[name], ast.Load())
            yield f"{_OTHER_WAY[name]} for {_short(node)}", changed
        case ast.Continue():
            yield "break for continue", ast.Break()
        case ast.Break():
            yield "continue for break", ast.Continue()
        case ast.Return(value=ast.expr() as value) if not isinstance(value, ast.Constant):
            yield f"None for {_short(value)}", ast.Return(ast.Constant(None))
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            yield from _without_a_default(node)


def _orders(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Two steps that follow one another the other way round: calls, and what is set on something."""
    body = getattr(node, "body", None)
    for n, (one, then) in enumerate(pairwise(body) if isinstance(body, list) else ()):
        if _is_done(one) and _is_done(then):
            changed: Any = copy.copy(node)
            changed.body = [*node.body[:n], then, one, *node.body[n + 2 :]]  # type: ignore[attr-defined] # a list, above
            yield f"{_short(then)} before {_short(one)}", changed


def _is_done(node: ast.AST) -> bool:
    match node:
        case ast.Expr(value=ast.Call(func=func)):
            return not _is_for_people(func)
        case ast.Expr(value=ast.Await()) | ast.Assign(targets=[ast.Attribute()]):
            return True
    return False


def _without_a_default(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Iterator[tuple[str, ast.AST]]:
    """A default that is no number and no truth of its own (those change as constants) becomes None."""
    for n, default in enumerate(node.args.defaults):
        if isinstance(default, ast.Constant) and not isinstance(default.value, str):
            continue
        changed, arguments = copy.copy(node), copy.copy(node.args)
        arguments.defaults = [*node.args.defaults[:n], ast.Constant(None), *node.args.defaults[n + 1 :]]
        changed.args = arguments
        yield f"default None for {_short(default)} in {node.name}", changed


def _short(node: ast.AST) -> str:
    return ast.unparse(node)[:_WIDTH].partition("\n")[0]
