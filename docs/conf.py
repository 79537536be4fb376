"""Sphinx: builds offline, with every warning an error and every reference resolved (`make docs`)."""

import pkgutil
import sys
import tempfile
import zlib
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy.typing as npt
from docutils import nodes
from sphinx.ext import intersphinx
from sphinx.pycode import ModuleAnalyzer
from sphinx.util.typing import stringify_annotation

import osintclaims

if TYPE_CHECKING:
    from sphinx.addnodes import pending_xref
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

#: Names that stand in annotations as text, because what they name is imported late.
LATE: Final = {"UnitRegistry": "pint.UnitRegistry"}
HERE: Final = Path(__file__).resolve().parent
PACKAGE: Final = "osintclaims"

project = "osintclaims"
author = "osintclaims contributors"
copyright = "2026, osintclaims contributors"
release = version = "0.1.0"

sys.path.append(str(HERE))
TABLES: Final = import_module("tables").TABLES

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "sphinx.ext.intersphinx",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "sphinx_gallery.gen_gallery",
]
exclude_patterns = [
    "_build",
    "gallery/*.ipynb",
    "gallery/*.py",
    "sg_execution_times.rst",
    "gallery/sg_execution_times.rst",
]
default_role = "py:obj"
nitpicky = True
# Files that the README links to where it lies, at the project's top: on these pages their names stay plain text. And
# type variables, which stand for themselves.
nitpick_ignore_regex = [
    ("myst", r"LICENSE|Makefile|CITATION\.cff|pyproject\.toml|(examples|seeds|benchmarks|src)/.*"),
    ("py:class", r"osintclaims\..*\._fields\.T"),
]

html_theme = "furo"
html_title = "osintclaims"
html_show_sphinx = False
html_static_path = ["_static"]
html_css_files = ["docs.css"]

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_default_options = {"members": True, "exclude-members": "__init__,__new__"}
python_use_unqualified_type_names = True

# Every example is a page with what it prints and draws; it is run anew when it changes.
sphinx_gallery_conf = {
    "examples_dirs": "../examples",
    "gallery_dirs": "gallery",
    "filename_pattern": r"/\d\d_",
    "within_subsection_order": "FileNameSortKey",
    "abort_on_example_error": True,
    "download_all_examples": False,
    "write_computation_times": False,
    "show_signature": False,
    "min_reported_time": 1e6,
    "remove_config_comments": True,
    "capture_repr": (),
    "default_thumb_file": str(HERE / "_static" / "printed.png"),
    "matplotlib_animations": False,
    "image_srcset": [],
}

copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True


def _inventory(text: Path) -> str:
    """Pack a list of names into the form that intersphinx reads, so that no inventory is fetched at build time."""
    listed = [line for line in text.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    head = f"# Sphinx inventory version 2\n# Project: {text.stem}\n# Version: \n# The rest is zlib-compressed.\n"
    packed = zlib.compress("".join(f"{line}\n" for line in listed).encode())
    target = Path(tempfile.mkdtemp()) / f"{text.stem}.inv"
    target.write_bytes(head.encode() + packed)
    return str(target)


intersphinx_mapping = {
    "python": ("https://docs.python.org/3", _inventory(HERE / "inventories" / "python.txt")),
    "hypothesis": ("https://hypothesis.readthedocs.io/en/latest", _inventory(HERE / "inventories" / "hypothesis.txt")),
    "matplotlib": ("https://matplotlib.org/stable", _inventory(HERE / "inventories" / "matplotlib.txt")),
    "numpy": ("https://numpy.org/doc/stable", _inventory(HERE / "inventories" / "numpy.txt")),
    "pint": ("https://pint.readthedocs.io/en/stable", _inventory(HERE / "inventories" / "pint.txt")),
}


def _public_places(name: str) -> list[str]:
    """Where users find what is defined in a private module: ``model._claim.Claim`` is documented as ``model.Claim``."""
    parts = name.split(".")
    if parts[0] == PACKAGE:
        private = next((place for place, part in enumerate(parts) if part.startswith("_")), len(parts))
        public = ".".join([*parts[:private], *parts[private + 1 :]])
        # A name of the front door is documented in the package that it comes from.
        return [public, *_public_places(".".join(parts[1:]))] if parts[-1:] != [PACKAGE] else [public]
    packages = sorted(found.name for found in pkgutil.iter_modules(osintclaims.__path__) if found.name[0] != "_")
    homes = [f"{PACKAGE}.{found}" for found in packages]
    return [f"{home}.{name}" for home in homes if parts[0] in import_module(home).__all__]


def _resolve(
    app: "Sphinx", env: "BuildEnvironment", node: "pending_xref", content: nodes.TextElement
) -> nodes.Element | None:
    """Find a public home for a private name; a name in plain backticks that is no object stays plain code."""
    if node.get("refdomain") != "py":
        return None
    if node["reftarget"] in LATE:
        node["reftarget"] = LATE[node["reftarget"]]
        return intersphinx.resolve_reference_detect_inventory(env, node, content)
    python = env.domains.python_domain
    for place in _public_places(node["reftarget"]):
        found = python.resolve_xref(env, node["refdoc"], app.builder, "obj", place, node, content)
        if found is not None:
            return found
    return content if node["reftype"] == "obj" else None


def _show_members(_app: "Sphinx", _what: str, _name: str, member: object, _skip: bool, _options: object) -> bool | None:
    """List every member of an enumeration, also those whose name says all."""
    return False if isinstance(member, Enum) else None


def _no_inline_type(_app: "Sphinx", what: str, _name: str, _member: object, _options: object, lines: list[str]) -> None:
    """Keep napoleon from reading "Whether it is so: the reason" as a type and a text; our docstrings have no types."""
    nothing = "\\ "  # an escaped space: a first line without a colon, and nothing on the page
    if what in {"attribute", "property"} and lines:
        lines.insert(0, nothing)
    if "Returns:" in lines:
        lines.insert(lines.index("Returns:") + 1, f"    {nothing}")


def _comment_above(_app: "Sphinx", what: str, name: str, _member: object, _options: object, lines: list[str]) -> None:
    """Take the text of a re-exported constant from the ``#:`` above it, in whichever private module that is."""
    package, _, constant = name.rpartition(".")
    if what == "data":
        for found in pkgutil.iter_modules(getattr(import_module(package), "__path__", ())):
            comments = ModuleAnalyzer.for_module(f"{package}.{found.name}").find_attr_docs()
            lines[:] = comments.get(("", constant), lines)


def _array_likes(app: "Sphinx", what: str, name: str, *_: object) -> None:
    """Write `ArrayLike` for the union that NumPy makes of it."""
    written = app.env.current_document.autodoc_annotations.get(name, {})
    if what not in {"function", "method"} or not any(
        "_NestedSequence" in annotation for annotation in written.values()
    ):
        return
    union = stringify_annotation(npt.ArrayLike, "smart")
    for argument, annotation in written.items():
        written[argument] = annotation.replace(union, "~numpy.typing.ArrayLike")


def _unlink(_app: "Sphinx", page: nodes.document, _name: str) -> None:
    """Make plain text of links to files of the repository that these pages do not have."""
    for link in list(page.findall(nodes.reference)):
        text = link[0]
        if isinstance(text, nodes.inline) and {"xref", "myst"} <= set(text["classes"]):
            link.replace_self(text.children)


def _no_empty_ends(_app: "Sphinx", page: nodes.document) -> None:
    """Cut the empty line that a session needs before its fence, so that blocks end where their text does."""
    for block in page.findall(nodes.literal_block):
        text = block.astext().rstrip()
        if block.rawsource == block.astext() != text:
            block.rawsource = text
            block[:] = [nodes.Text(text)]


def _tables(_app: "Sphinx", _page: str, content: list[str]) -> None:
    """Write the tables that pages ask for by ``<!-- table: name -->``, from the data of the library itself."""
    for name, table in TABLES.items():
        mark = f"<!-- table: {name} -->"
        if mark in content[0]:
            content[0] = content[0].replace(mark, table())


def setup(app: "Sphinx") -> None:
    """Register the handlers."""
    app.connect("source-read", _tables)
    app.connect("doctree-read", _no_empty_ends)
    app.connect("missing-reference", _resolve)
    app.connect("autodoc-skip-member", _show_members)
    app.connect("autodoc-process-docstring", _no_inline_type, priority=400)  # before napoleon
    app.connect("autodoc-process-docstring", _comment_above)
    app.connect("autodoc-process-docstring", _array_likes)  # by now the annotations are written down
    app.connect("doctree-resolved", _unlink)
