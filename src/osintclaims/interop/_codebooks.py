"""Named mappings: the tables of data projects, read as their codebooks say."""

from collections.abc import Mapping as AnyMapping
from types import MappingProxyType
from typing import Final

from osintclaims.interop._mapping import Mapping
from osintclaims.model import TimeKind

__all__ = ["MAPPINGS"]

_UCDP: Final = Mapping(
    measurand=("id",),
    label="Deaths in event {id}: {dyad_name}, {country}",
    prefix="ucdp",
    id="id",
    unit="person",
    state="killed",
    time_kind=TimeKind.FLOW,
    low="low",
    best="best",
    high="high",
    origin="source_original",
    outlet="source_office",
    period=("date_start", "date_end"),
    place="country",
    coder="UCDP GED",
    codebook=(
        "Hogbladh, UCDP Georeferenced Event Dataset Codebook; low, best and high are UCDP's estimates of one event, "
        "source_original is who the figure comes from, source_office who published it. Lists of sources stay one name: "
        "the figure is UCDP's reading of all of them. A low of 0 is a figure."
    ),
)
_EVENT_REPORTS: Final = (
    "van Baalen and Hoglund 2026, MAVERICK, Journal of Peace Research, doi 10.1093/jopres/xjaf012, and the R package "
    "eventreport: one row is what one source reports of one event. 0 stands for none and for not mentioned, so rows of "
    "nothing but 0 are not taken."
)


def _event_reports(what: str, state: str) -> Mapping:
    return Mapping(
        measurand=("event_id",),
        label=f"{what.capitalize()} in event {{event_id}}, {{country}}",
        prefix=f"maverick-{what}",
        id="id",
        unit="person",
        state=state,
        time_kind=TimeKind.FLOW,
        low=f"{what}_low",
        best=f"{what}_best",
        high=f"{what}_high",
        origin="source_author",
        as_of=("date_start", "date_end"),
        title="source",
        coder="MAVERICK",
        zero="not_mentioned",
        codebook=_EVENT_REPORTS,
    )


def _airwars(state: str) -> Mapping:
    return Mapping(
        measurand=("code",),
        label=f"Civilians {state} in incident {{code}}",
        prefix=f"airwars-{state}",
        id="code",
        unit="person",
        population="civilians",
        state=state,
        time_kind=TimeKind.FLOW,
        low=f"civilian_non_combatants_{state}_min",
        high=f"civilian_non_combatants_{state}_max",
        period=("date",),
        place="country_slug",
        coder="Airwars",
        zero="not_mentioned",
        codebook=(
            "Airwars, Methodology: minimum and maximum of civilians reported killed or injured in one incident, over "
            "all local sources. Where no number is known the cells are blank or 0, which is not taken. The columns "
            "are those of the spreadsheet of incidents that the site's own code writes (rctngle/airwars-archive-2025, "
            "theme/functions2). The one of confirmed strikes has other names (Unique Reference Code, Civilians "
            "Reported Killed Min): change them with attrs.evolve."
        ),
    )


_IBC: Final = Mapping(
    measurand=("IBC code",),
    label="Civilian deaths in incident {IBC code}, {Location}",
    prefix="ibc",
    id="IBC code",
    unit="person",
    population="civilians",
    state="killed",
    time_kind=TimeKind.FLOW,
    low="Reported Minimum",
    high="Reported Maximum",
    outlet="Sources",
    period=("Start Date", "End Date"),
    place="Location",
    coder="Iraq Body Count",
    codebook=(
        "Iraq Body Count, Methods: the lowest and the highest number of civilian deaths in the reports of one "
        "incident; a minimum of 0 says that some report does not establish a civilian death. The columns are those of "
        "its ibc-incidents.csv, as programs that read it name them; cut off the eleven lines above its header."
    ),
)
_CCC: Final = Mapping(
    measurand=("date", "locality", "state", "title"),
    label="Participants in {title}, {locality}, {state}, {date}",
    prefix="ccc",
    unit="person",
    population="participants",
    text="size_text",
    low="size_low",
    high="size_high",
    outlet="source_1",
    period=("date",),
    place="locality",
    coder="Crowd Counting Consortium",
    zero="not_mentioned",
    codebook=(
        "Crowd Counting Consortium, data dictionary: size_text is the size as reported, size_low and size_high are "
        "the coders' reading of all reports. The text is taken where it can be read, the two numbers where it cannot. "
        "The columns are those of ccc_data_dictionary.md in nonviolent-action-lab/crowd-counting-consortium; title is "
        "empty before 2021."
    ),
)
_ACLED: Final = Mapping(
    measurand=("event_id_cnty",),
    label="Deaths in event {event_id_cnty}: {event_type}, {country}",
    prefix="acled",
    id="event_id_cnty",
    unit="person",
    state="killed",
    time_kind=TimeKind.FLOW,
    best="fatalities",
    outlet="source",
    period=("event_date",),
    place="country",
    notes="notes",
    coder="ACLED",
    zero="not_mentioned",
    codebook=(
        "ACLED, Codebook and FAQ on fatalities: the most conservative of the reported figures; 10, 12 and 100 are also "
        'the codes for "tens", "dozens" and "hundreds", and 3 or 10 for an unknown number, so that these figures may '
        "stand for words. 0 means that no death was reported, which is not taken. The columns are those that the R "
        "package acledR documents for an export."
    ),
)

#: Mappings of tables that many people have, by name; each figure of a row has a mapping of its own. What the columns
#: mean and where that is written down stands in `Mapping.codebook`.
MAPPINGS: Final[AnyMapping[str, tuple[Mapping, ...]]] = MappingProxyType(
    {
        "ucdp_ged": (_UCDP,),
        "event_reports": (_event_reports("deaths", "killed"), _event_reports("injuries", "injured")),
        "airwars": (_airwars("killed"), _airwars("injured")),
        "iraq_body_count": (_IBC,),
        "crowd_counting": (_CCC,),
        "acled": (_ACLED,),
    }
)
