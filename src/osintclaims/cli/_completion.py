"""``osintclaims completion``: a completion script for a shell, made from the parser."""

import argparse
from collections.abc import Iterator, Sequence
from types import MappingProxyType
from typing import Final

import attrs

from osintclaims.cli._command import FINE, Command
from osintclaims.cli._terminal import Terminal

__all__ = ["COMMAND"]


@attrs.frozen
class _Option:
    names: tuple[str, ...]
    help: str
    values: tuple[str, ...]
    takes_value: bool


@attrs.frozen
class _Offer:
    """What can stand behind a command: its options, and whether files can."""

    name: str
    summary: str
    options: tuple[_Option, ...]
    words: tuple[str, ...]
    takes_path: bool


def _configure(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=tuple(_SCRIPTS), help="for which shell")


def _run(options: argparse.Namespace, terminal: Terminal) -> int:
    terminal.write(_SCRIPTS[options.shell]([_offer(command) for command in options.commands]))
    return FINE


def _offer(command: Command) -> _Offer:
    parser = argparse.ArgumentParser(prog=command.name, allow_abbrev=False)
    command.configure(parser)
    actions = parser._actions  # noqa: SLF001 - argparse has no public way to list them
    return _Offer(
        name=command.name,
        summary=command.summary,
        options=tuple(_option(action, command) for action in actions if action.option_strings),
        words=tuple(word for action in actions if not action.option_strings for word in action.choices or ()),
        takes_path=any(not action.option_strings and not action.choices for action in actions),
    )


def _option(action: argparse.Action, command: Command) -> _Option:
    found = next((command.values[name]() for name in action.option_strings if name in command.values), ())
    return _Option(
        names=tuple(action.option_strings),
        help=(action.help or "").partition(" (default")[0].replace("'", ""),
        values=tuple(action.choices or found),
        takes_value=action.nargs != 0,
    )


def _names(offer: _Offer) -> str:
    return " ".join(name for option in offer.options for name in option.names)


def _bash(offers: Sequence[_Offer]) -> str:
    cases: list[str] = []
    for offer in offers:
        values = [
            f'            {"|".join(option.names)}) COMPREPLY=($(compgen {what} -- "$word")); return ;;'
            for option in offer.options
            if option.takes_value
            for what in ([f'-W "{" ".join(option.values)}"'] if option.values else ["-f"])
        ]
        files = ' $(compgen -f -- "$word")' if offer.takes_path else ""
        words = " ".join((_names(offer), *offer.words))
        cases += [
            f"        {offer.name})",
            *(
                ['            case "$before" in', *(f"    {line}" for line in values), "            esac"]
                if values
                else []
            ),
            f'            COMPREPLY=($(compgen -W "{words}" -- "$word"){files}) ;;',
        ]
    commands = " ".join(offer.name for offer in offers)
    return "\n".join(
        (
            "# bash completion for osintclaims: source <(osintclaims completion bash)",
            "_osintclaims() {",
            '    local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}"',
            "    COMPREPLY=()",
            "    if (( COMP_CWORD == 1 )); then",
            f'        COMPREPLY=($(compgen -W "{commands} --help --version" -- "$word"))',
            "        return",
            "    fi",
            '    case "${COMP_WORDS[1]}" in',
            *cases,
            "    esac",
            "}",
            "complete -o filenames -F _osintclaims osintclaims",
        )
    )


def _zsh(offers: Sequence[_Offer]) -> str:
    cases: list[str] = []
    for offer in offers:
        specs = [f"'{spec}'" for option in offer.options for spec in _zsh_specs(option)]
        if offer.words:
            specs.append(f"'1:word:({' '.join(offer.words)})'")
        if offer.takes_path:
            specs.append("'*:path:_files'")
        cases.append(f"    {offer.name}) _arguments {' '.join(specs)} ;;")
    commands = " ".join(f"'{offer.name}:{_bare(offer.summary)}'" for offer in offers)
    return "\n".join(
        (
            "#compdef osintclaims",
            "# zsh completion for osintclaims: osintclaims completion zsh > ${fpath[1]}/_osintclaims",
            "_osintclaims() {",
            "    if (( CURRENT == 2 )); then",
            f"        local -a commands=({commands})",
            "        _describe command commands",
            "        return",
            "    fi",
            '    local command="${words[2]}"',
            "    shift words; (( CURRENT-- ))",
            '    case "$command" in',
            *cases,
            "    esac",
            "}",
            'if [[ "${funcstack[1]}" = _osintclaims ]]; then _osintclaims "$@"',
            "else compdef _osintclaims osintclaims; fi",
        )
    )


def _zsh_specs(option: _Option) -> Iterator[str]:
    value = f":value:({' '.join(option.values)})" if option.values else ":value:_files" if option.takes_value else ""
    for name in option.names:
        yield f"{name}[{_bare(option.help)}]{value}"


def _bare(text: str) -> str:
    """A help text without what a completion script would read as its own."""
    return text.replace(":", ",").replace("[", "(").replace("]", ")")


def _fish(offers: Sequence[_Offer]) -> str:
    lines = ["# fish completion for osintclaims: osintclaims completion fish | source", "complete -c osintclaims -f"]
    for offer in offers:
        lines.append(f"complete -c osintclaims -n __fish_use_subcommand -a {offer.name} -d '{offer.summary}'")
        when = f"-n '__fish_seen_subcommand_from {offer.name}'"
        if offer.takes_path:
            lines.append(f"complete -c osintclaims {when} -F")
        if offer.words:
            lines.append(f"complete -c osintclaims {when} -a '{' '.join(offer.words)}'")
        for option in offer.options:
            names = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in option.names)
            value = f" -x -a '{' '.join(option.values)}'" if option.values else " -r -F" if option.takes_value else ""
            lines.append(f"complete -c osintclaims {when} {names}{value} -d '{option.help}'")
    return "\n".join(lines)


_SCRIPTS: Final = MappingProxyType({"bash": _bash, "zsh": _zsh, "fish": _fish})

COMMAND: Final = Command(
    name="completion",
    summary="a script that lets a shell complete the command line",
    description="Print a completion script for a shell.",
    examples=(
        ("source <(osintclaims completion bash)", "for this shell; put it into ~/.bashrc to keep it"),
        ("osintclaims completion zsh > ~/.zfunc/_osintclaims", "for zsh, in a folder of its fpath"),
        ("osintclaims completion fish | source", "for fish"),
    ),
    configure=_configure,
    run=_run,
)
