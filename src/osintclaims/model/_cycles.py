"""Cycles among references."""

from collections.abc import Iterable, Iterator, Mapping

__all__ = ["cycles", "way_round"]

#: Ids that a message names of a long cycle.
_SHOWN = 8


def cycles(following: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, ...]]:
    """Cycles of references, each as the ids along it; of several that share an id, perhaps only one.

    Linear in the references, and not recursive: chains may be as long as a corpus.
    """
    done: set[str] = set()
    for start in following:
        if start in done:
            continue
        path: dict[str, None] = {start: None}  # ordered, and quick to ask
        waiting = [iter(following[start])]
        while waiting:
            next_ = next(waiting[-1], None)
            if next_ is None:
                waiting.pop()
                done.add(path.popitem()[0])
            elif next_ in path:
                along = list(path)
                yield tuple(along[along.index(next_) :])
                break
            elif next_ in following and next_ not in done:
                path[next_] = None
                waiting.append(iter(following[next_]))
        done.update(path)


def way_round(cycle: tuple[str, ...]) -> str:
    """A cycle as a message shows it: ``a → b → a``."""
    if len(cycle) > _SHOWN:
        return f"{' → '.join(cycle[:_SHOWN])} → … → {cycle[0]} ({len(cycle)} in all)"
    return " → ".join((*cycle, cycle[0]))
