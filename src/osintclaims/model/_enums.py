"""The closed vocabularies of the model; their values are what stands in corpus files."""

from enum import StrEnum

__all__ = [
    "PROSPECTIVE",
    "Confidence",
    "DenialKind",
    "Hedge",
    "Modality",
    "Section",
    "SourceKind",
    "SpeechAct",
    "TimeKind",
]


class SourceKind(StrEnum):
    """What sort of speaker or publisher a source is (STIX 2.1 identity classes and MISP source types, extended)."""

    PERSON = "person"
    GOVERNMENT = "government"
    MINISTRY = "ministry"
    MILITARY = "military"
    INTELLIGENCE_SERVICE = "intelligence_service"
    IGO = "igo"
    NGO = "ngo"
    THINK_TANK = "think_tank"
    ACADEMIC = "academic"
    NEWS_AGENCY = "news_agency"
    NEWS_OUTLET = "news_outlet"
    COMPANY = "company"
    SOCIAL_ACCOUNT = "social_account"
    ANONYMOUS = "anonymous"
    UNKNOWN = "unknown"


class SpeechAct(StrEnum):
    """How a link of an attribution chain passes the figure on; the reporting verb itself belongs in `Link.cue`."""

    SAID = "said"
    REPORTED = "reported"
    CLAIMED = "claimed"
    ESTIMATED = "estimated"
    ASSESSED = "assessed"
    ANNOUNCED = "announced"
    PREDICTED = "predicted"
    SUGGESTED = "suggested"
    INDICATED = "indicated"
    CONFIRMED = "confirmed"
    NOTED = "noted"
    CITED = "cited"
    PUBLISHED = "published"
    LEAKED = "leaked"
    DENIED = "denied"
    DISMISSED = "dismissed"
    UNKNOWN = "unknown"


class Section(StrEnum):
    """Part of a page that an anchor lies in."""

    HEADLINE = "headline"
    SUMMARY = "summary"
    BODY = "body"
    CAPTION = "caption"
    NAVIGATION = "navigation"
    COMMENT = "comment"
    UNRELATED = "unrelated"

    @property
    def is_evidence(self) -> bool:
        """Whether the document speaks here: not in navigation, readers' comments or other items of the page."""
        return self not in (Section.NAVIGATION, Section.COMMENT, Section.UNRELATED)


class Modality(StrEnum):
    """Whether a claim speaks of something seen, something to come, or something else again.

    ``plan`` is its own value because "was preparing to send" is neither an observation nor a forecast (SDMX marks
    forecasts by OBS_STATUS F; event-factuality schemes keep intentions apart as well).
    """

    OBSERVED = "observed"
    FORECAST = "forecast"
    PLAN = "plan"
    HYPOTHETICAL = "hypothetical"
    HISTORICAL = "historical"
    BACKGROUND = "background"


#: What was expected: the two modalities that speak of figures to come. Never pooled with observed figures.
PROSPECTIVE: frozenset[Modality] = frozenset({Modality.FORECAST, Modality.PLAN})


class TimeKind(StrEnum):
    """How a quantity relates to time, in the usage of national accounts and SDMX."""

    STOCK = "stock"
    FLOW = "flow"
    LEVEL = "level"


class Hedge(StrEnum):
    """How the wording bounds or blurs its number.

    ``up_to`` is kept apart from ``at_most``: "up to 10,000" can be followed by "if not more", "at most" cannot (McNabb
    on the pragmatics of "up to").
    """

    BARE = "bare"
    EXACT = "exact"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    LESS_THAN = "less_than"
    AT_MOST = "at_most"
    UP_TO = "up_to"
    ABOUT = "about"
    NEARLY = "nearly"
    JUST_OVER = "just_over"
    RANGE = "range"
    PLUS_MINUS = "plus_minus"
    VAGUE = "vague"


class Confidence(StrEnum):
    """Analytical confidence (ICD 203; UK Analytical Confidence Rating)."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class DenialKind(StrEnum):
    """How a party stands against a claim. Only the first four deny something; the others withhold confirmation."""

    FLAT_DENIAL = "flat_denial"
    PARTIAL_DENIAL = "partial_denial"
    COUNTER_FIGURE = "counter_figure"
    DISMISSAL = "dismissal"
    REFUSAL_TO_CONFIRM = "refusal_to_confirm"
    CONDITIONAL = "conditional"
    DEFLECTION = "deflection"
    SILENCE = "silence"
    NOT_VERIFIED = "not_verified"
    NO_EVIDENCE = "no_evidence"
    EVIDENCE_QUESTIONED = "evidence_questioned"

    @property
    def is_denial(self) -> bool:
        """Whether the speaker says that the claim, or the figure, or the report is false."""
        return self in (
            DenialKind.FLAT_DENIAL,
            DenialKind.PARTIAL_DENIAL,
            DenialKind.COUNTER_FIGURE,
            DenialKind.DISMISSAL,
        )
