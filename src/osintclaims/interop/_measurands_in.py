"""The measurands of our own tables: described in the rows about them, related to one another by their ids."""

from collections.abc import Iterable
from typing import Final

import attrs

from osintclaims.errors import InvalidValueError
from osintclaims.interop._cells import parted, shown
from osintclaims.interop._columns import bare
from osintclaims.interop._row_cells import Cells, Wrong, at
from osintclaims.model import Measurand, TimeKind

__all__ = ["Measurands", "twice"]

#: Relations in a row that are followed: more than are legal, so that what goes deeper is refused (E008) all the same.
_DEEPEST: Final = 40


@attrs.frozen
class _Told:
    """What a row says of a measurand."""

    cells: Cells
    alone: Measurand
    """The measurand without those it is related to."""
    part_of: tuple[str, ...] = ()
    sum_of: tuple[str, ...] = ()

    @property
    def said(self) -> tuple[object, ...]:
        """What another row has to repeat."""
        return self.alone, sorted(self.part_of), sorted(self.sum_of)


@attrs.define
class Measurands:
    """The measurands of a table, by id: first every row tells of them, then they are related."""

    _told: dict[str, _Told] = attrs.field(factory=dict[str, _Told])
    _made: dict[str, Measurand] = attrs.field(factory=dict[str, Measurand])
    _wrong: dict[str, Wrong] = attrs.field(factory=dict[str, Wrong])

    def __getitem__(self, id_: str) -> Measurand:
        return self._made[id_]

    def values(self) -> Iterable[Measurand]:
        """All of them."""
        return self._made.values()

    def tell(self, cells: Cells) -> None:
        """Take note of what a row is about; denials say less about it than other rows."""
        if cells.text("record") == "denial":
            self._tell_of_several(cells)
            return
        with at("measurand"):
            alone = Measurand(
                id=cells.text("measurand"),
                label=cells.text("measurand_label"),
                unit=cells.text("measurand_unit"),
                population=cells.text("population"),
                state=cells.text("state"),
                place=cells.text("place"),
                period=cells.when("period"),
                time_kind=cells.member("time_kind", TimeKind, TimeKind.STOCK),
            )
        made = _Told(cells, alone, cells.ids("part_of"), cells.ids("sum_of"))
        known = self._told.setdefault(alone.id, made)
        if known.said != made.said:
            if known.cells.text("record") != "denial" or known.alone != bare(alone):
                raise twice("measurand", alone.id)
            self._told[alone.id] = made

    def _tell_of_several(self, cells: Cells) -> None:
        columns = ("measurand", "measurand_label", "measurand_unit", "time_kind")
        listed = [cells.ids("measurand"), *(parted(cells.text(column)) for column in columns[1:])]
        if len({len(texts) for texts in listed}) > 1:
            message = f"{' and '.join(columns)} list different numbers of things"
            raise Wrong("measurand", InvalidValueError("E005", message, "one for each, parted by semicolons"))
        for id_, label, unit, kind in zip(*listed, strict=True):
            with at("measurand"):
                time_kind = Cells({"": kind}).member("", TimeKind, TimeKind.STOCK)
                alone = Measurand(id=id_, label=label, unit=unit, time_kind=time_kind)
            known = self._told.setdefault(id_, _Told(cells, alone))
            if bare(known.alone) != alone:
                raise twice("measurand", id_)

    def relate(self, cells: Cells) -> None:
        """Relate the measurand that a row was the first to describe."""
        id_ = cells.text("measurand")
        for one in cells.ids("measurand") if cells.text("record") == "denial" else (id_,):
            if self._told[one].cells is cells:
                self._make(one, ())
                if one in self._wrong:
                    raise self._wrong[one]

    def _make(self, id_: str, trail: tuple[str, ...]) -> Measurand:
        """A measurand with those it is related to; without them if something is wrong, which its own row reports."""
        if id_ not in self._made:
            told = self._told[id_]
            made = told.alone
            trail = (*trail, id_)
            try:
                with at("part_of"):
                    made = attrs.evolve(made, part_of=tuple(self._named(one, "part_of", trail) for one in told.part_of))
                with at("sum_of"):
                    made = attrs.evolve(made, sum_of=tuple(self._named(one, "sum_of", trail) for one in told.sum_of))
            except Wrong as wrong:
                self._wrong[id_] = wrong
            self._made[id_] = made
        return self._made[id_]

    def _named(self, id_: str, column: str, trail: tuple[str, ...]) -> Measurand:
        """The measurand that another one names."""
        if id_ not in self._told:
            message = f"no row describes {shown(id_)}"
            hint = "give it a row of its own, with measurand in the column record, as export does, or leave it out here"
            raise Wrong(column, InvalidValueError("E302", message, hint))
        if id_ in trail:
            way = " → ".join((*trail[trail.index(id_) :], id_))
            raise Wrong(column, InvalidValueError("E303", f"part_of and sum_of lead back: {way}", "remove one of them"))
        return self._told[id_].alone if len(trail) > _DEEPEST else self._make(id_, trail)


def twice(column: str, id_: str) -> Wrong:
    """Two descriptions of one thing."""
    message = f"another row describes {id_} differently"
    return Wrong(column, InvalidValueError("E301", message, "describe it once, or name it differently"))
