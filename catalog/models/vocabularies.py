"""The closed lists that fields choose from, with English labels; translations are gettext's.

Organizers add terms to a list with ``content/vocabularies/<list>.yml``; kinds and rights are
fixed, because groups, seals and rights logic hang on them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from catalog.core.messages import Bilingual
from catalog.models.spelling import fold, spelled


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work: its group, the character on its seal, and its schema.org type."""

    id: str
    group: str
    seal: str
    schema_org: str
    label: str


GROUPS: dict[str, str] = {
    "literature": "Literature",
    "screen": "Film & TV",
    "games": "Games",
    "more": "More",
}

KINDS: dict[str, Kind] = {
    kind.id: kind
    for kind in (
        Kind("novel", "literature", "文", "Book", "Novel"),
        Kind("comic", "literature", "漫", "ComicSeries", "Comic"),
        Kind("audio", "literature", "声", "Audiobook", "Audio book"),
        Kind("film", "screen", "影", "Movie", "Film"),
        Kind("series", "screen", "影", "TVSeries", "Drama series"),
        Kind("micro-drama", "screen", "影", "TVSeries", "Micro-drama"),
        Kind("documentary", "screen", "影", "TVSeries", "Documentary"),
        Kind("animation", "screen", "动", "TVSeries", "Animation"),
        Kind("game", "games", "游", "VideoGame", "Game"),
        Kind("esports", "games", "游", "EventSeries", "Esports"),
        Kind("merchandise", "more", "玩", "ProductCollection", "Merchandise"),
        Kind("music", "more", "声", "MusicAlbum", "Music"),
    )
}

GENRES = {
    "action": "Action",
    "adventure": "Adventure",
    "animation-family": "Family animation",
    "battle-royale": "Battle royale",
    "biography": "Biography",
    "card": "Card game",
    "children": "Children",
    "comedy": "Comedy",
    "coming-of-age": "Coming of age",
    "costume": "Costume",
    "crime": "Crime",
    "documentary": "Documentary",
    "drama": "Drama",
    "family": "Family",
    "fantasy": "Fantasy",
    "food": "Food",
    "history": "History",
    "horror": "Horror",
    "martial-arts": "Martial arts",
    "mmo": "MMO",
    "music": "Music",
    "mystery": "Mystery",
    "mythology": "Mythology",
    "nature": "Nature",
    "party": "Party game",
    "puzzle": "Puzzle",
    "romance": "Romance",
    "rpg": "Role-playing",
    "science-fiction": "Science fiction",
    "shooter": "Shooter",
    "simulation": "Simulation",
    "slice-of-life": "Slice of life",
    "sports": "Sports",
    "strategy": "Strategy",
    "suspense": "Suspense",
    "urban": "Urban life",
    "war": "War",
    "wuxia": "Wuxia",
    "xianxia": "Xianxia",
}

RIGHTS = {
    "translation": "Translation",
    "print": "Print",
    "digital": "E-book",
    "audio": "Audio",
    "serial": "Serialisation",
    "comic": "Comic",
    "film-tv": "Film and TV",
    "animation": "Animation",
    "micro-drama": "Micro-drama",
    "remake": "Remake",
    "theatrical": "Theatrical",
    "broadcast": "Broadcast",
    "svod": "Subscription streaming",
    "avod": "Free streaming",
    "tvod": "Pay per view",
    "publishing": "Game publishing",
    "mobile": "Mobile game",
    "console": "Console game",
    "cloud": "Cloud gaming",
    "game-adaptation": "Game adaptation",
    "merchandise": "Merchandise",
    "stage": "Stage",
    "esports": "Esports",
    "music": "Music",
    "format": "Format",
}

RIGHT_STATES = {
    "available": "Available",
    "under-offer": "Under offer",
    "sold": "Sold",
    "reserved": "Reserved",
    "unavailable": "Unavailable",
}

STATUSES = {
    "development": "In development",
    "production": "In production",
    "ongoing": "Ongoing",
    "complete": "Complete",
    "released": "Released",
    "ended": "Ended",
}

ROLES = {
    "author": "Author",
    "director": "Director",
    "screenwriter": "Screenwriter",
    "producer": "Producer",
    "cast": "Cast",
    "developer": "Developer",
    "designer": "Designer",
    "composer": "Composer",
    "illustrator": "Illustrator",
    "artist": "Artist",
    "translator": "Translator",
    "narrator": "Narrator",
    "voice": "Voice cast",
    "editor": "Editor",
}

RELATIONS = {
    "based-on": "Based on",
    "adapted-as": "Adapted as",
    "sequel-to": "Sequel to",
    "prequel-to": "Prequel to",
    "spin-off-of": "Spin-off of",
    "has-spin-off": "Spin-off",
    "side-story-of": "Side story of",
    "has-side-story": "Side story",
    "same-universe": "Same universe",
    "remake-of": "Remake of",
    "remade-as": "Remade as",
    "edition-of": "Edition of",
    "has-edition": "Edition",
    "translation-of": "Translation of",
    "translated-as": "Translated as",
    "soundtrack-of": "Soundtrack of",
    "has-soundtrack": "Soundtrack",
    "merchandise-of": "Merchandise of",
    "has-merchandise": "Merchandise",
    "esports-of": "Esports of",
    "has-esports": "Esports",
    "collaboration-with": "Collaboration with",
}

# What the other end of a relation is called; what is its own inverse is symmetric.
INVERSE = {
    "based-on": "adapted-as",
    "sequel-to": "prequel-to",
    "spin-off-of": "has-spin-off",
    "side-story-of": "has-side-story",
    "same-universe": "same-universe",
    "remake-of": "remade-as",
    "edition-of": "has-edition",
    "translation-of": "translated-as",
    "soundtrack-of": "has-soundtrack",
    "merchandise-of": "has-merchandise",
    "esports-of": "has-esports",
    "collaboration-with": "collaboration-with",
}
INVERSE |= {v: k for k, v in INVERSE.items()}

# The relations whose writer came later than the work it names. A prequel is told first, but may
# have been made before or after; works of one universe and collaborations have no order.
COMES_FROM = frozenset(
    {
        "based-on",
        "sequel-to",
        "spin-off-of",
        "side-story-of",
        "remake-of",
        "edition-of",
        "translation-of",
        "soundtrack-of",
        "merchandise-of",
        "esports-of",
    }
)
COMES_BEFORE = frozenset({"adapted-as"})

# The relations that people write; the rest is derived.
WRITTEN_RELATIONS = (
    "based-on",
    "adapted-as",
    "sequel-to",
    "prequel-to",
    "spin-off-of",
    "side-story-of",
    "same-universe",
    "remake-of",
    "edition-of",
    "translation-of",
    "soundtrack-of",
    "merchandise-of",
    "esports-of",
    "collaboration-with",
)

SEEKING = {
    "licensees": "Licensees",
    "publishers": "Publishers",
    "co-producers": "Co-producers",
    "distributors": "Distributors",
    "translators": "Translators",
    "investors": "Investors",
}

COMPANY_TYPES = {
    "publisher": "Publisher",
    "platform": "Platform",
    "studio": "Studio",
    "producer": "Producer",
    "distributor": "Distributor",
    "broadcaster": "Broadcaster",
    "animation-studio": "Animation studio",
    "game-developer": "Game developer",
    "game-publisher": "Game publisher",
    "agency": "Agency",
    "brand": "Brand",
    "institution": "Institution",
    "association": "Association",
    "translation-house": "Translation house",
}

COMPANY_SIZES = {
    "1-10": "1–10 people",
    "11-50": "11–50 people",
    "51-200": "51–200 people",
    "201-500": "201–500 people",
    "501-1000": "501–1,000 people",
    "1001-5000": "1,001–5,000 people",
    "5001+": "more than 5,000 people",
}

SERVICE_TYPES = {
    "translation": "Translation",
    "localisation": "Localisation",
    "legal": "Legal advice",
    "channel": "Channel",
    "festival": "Festival",
    "funding": "Funding",
    "training": "Training",
}

COSTS = {"free": "Free of charge", "subsidised": "Subsidised", "paid": "Paid"}

EVENT_TYPES = {
    "ceremony": "Ceremony",
    "forum": "Forum",
    "talk": "Talk",
    "pitch": "Pitch",
    "screening": "Screening",
    "signing": "Signing",
    "showcase": "Showcase",
    "workshop": "Workshop",
    "meeting": "Meeting",
    "performance": "Performance",
    "match": "Match",
    "reception": "Reception",
}

PLATFORMS = {
    "windows": "Windows",
    "macos": "macOS",
    "linux": "Linux",
    "ios": "iOS",
    "android": "Android",
    "harmonyos": "HarmonyOS",
    "ps4": "PlayStation 4",
    "ps5": "PlayStation 5",
    "xbox-one": "Xbox One",
    "xbox-series": "Xbox Series X|S",
    "switch": "Nintendo Switch",
    "switch-2": "Nintendo Switch 2",
    "web": "Web",
    "vr": "VR",
    "arcade": "Arcade",
}

GAME_MODELS = {
    "free-to-play": "Free to play",
    "buy-to-play": "Buy to play",
    "subscription": "Subscription",
    "free": "Free",
}

RATING_SYSTEMS = {
    "PEGI": "PEGI",
    "ESRB": "ESRB",
    "USK": "USK",
    "CERO": "CERO",
    "GRAC": "GRAC",
    "IARC": "IARC",
    "CN": "Age advice (China)",
}

LICENCE_TYPES = {
    "cn-game-isbn": "Game publication number (China)",
    "cn-tv": "TV drama distribution licence (China)",
    "cn-film": "Film public screening licence (China)",
    "cn-web-series": "Web series distribution licence (China)",
    "cn-micro-record": "Micro-drama filing number (China)",
}

IDENTIFIERS = {
    "isbn": "ISBN",
    "isan": "ISAN",
    "eidr": "EIDR",
    "imdb": "IMDb",
    "douban": "Douban",
    "steam": "Steam",
    "igdb": "IGDB",
    "bangumi": "Bangumi",
    "wikidata": "Wikidata",
    "url": "Web page",
}

HALL_ADMISSION = {"public": "Open to the public", "trade": "Trade visitors"}
SCREENER_ACCESS = {"public": "Public", "request": "On request"}


@dataclass(frozen=True, slots=True, repr=False)
class Vocabulary:
    """One list of terms.

    Attributes:
        name: as fields, gettext contexts and files name it: "genre", "right" …
        title: what people call the list, for messages (English, Chinese).
        terms: id → English label.
        open: whether organizers may add terms.
        added: terms of theirs: id → {language tag: label}.
        spellings: what people write for a term, folded → its id, or several that it may mean.
        chinese: id → its label in Chinese, for messages; where that is known.
    """

    name: str
    title: Bilingual
    terms: dict[str, str]
    open: bool = False
    added: dict[str, dict[str, str]] = field(default_factory=dict)
    spellings: dict[str, tuple[str, ...]] = field(default_factory=dict)
    chinese: dict[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return f"<Vocabulary {self.name}>"  # errors quote it, thousands of times at worst

    def __contains__(self, term: str) -> bool:
        return term in self.terms or term in self.added

    def ids(self) -> list[str]:
        """Every term's id, the built-in ones first."""
        return [*self.terms, *(t for t in self.added if t not in self.terms)]

    def meant(self, word: str) -> tuple[str, ...]:
        """The terms that somebody may have meant; () where that is not clear."""
        if word in self:
            return (word,)
        forms = (fold(word), *sorted(spelled(word)))
        return next((self.spellings[form] for form in forms if form in self.spellings), ())

    def told(self) -> list[Bilingual]:
        """The terms as messages list them: to those who read Chinese with what they mean."""
        return [Bilingual(id, self._in_chinese(id)) for id in self.ids()]

    def _in_chinese(self, id: str) -> str:
        label = self.chinese.get(id, id)
        return id if label.casefold() == id.casefold() else f"{id}（{label}）"


Vocabularies = dict[str, Vocabulary]


def built_in() -> Vocabularies:
    """The vocabularies without anybody's additions."""
    lists = (
        Vocabulary("kind", Bilingual("kinds", "作品类型"), {k.id: k.label for k in KINDS.values()}),
        Vocabulary("group", Bilingual("groups", "作品大类"), GROUPS),
        Vocabulary("genre", Bilingual("genres", "题材"), GENRES, open=True),
        Vocabulary("right", Bilingual("rights", "权利类型"), RIGHTS),
        Vocabulary("right-status", Bilingual("states of a right", "权利状态"), RIGHT_STATES),
        Vocabulary("status", Bilingual("statuses", "作品状态"), STATUSES),
        Vocabulary("role", Bilingual("roles", "职务"), ROLES, open=True),
        Vocabulary(
            "relation",
            Bilingual("relations", "作品关系"),
            {k: RELATIONS[k] for k in WRITTEN_RELATIONS},
        ),
        Vocabulary("seeking", Bilingual("what can be sought", "合作意向"), SEEKING, open=True),
        Vocabulary(
            "company-type", Bilingual("company types", "公司类型"), COMPANY_TYPES, open=True
        ),
        Vocabulary("company-size", Bilingual("company sizes", "公司规模"), COMPANY_SIZES),
        Vocabulary(
            "service-type", Bilingual("service types", "服务类型"), SERVICE_TYPES, open=True
        ),
        Vocabulary("cost", Bilingual("costs", "收费方式"), COSTS),
        Vocabulary("event-type", Bilingual("event types", "活动类型"), EVENT_TYPES, open=True),
        Vocabulary("platform", Bilingual("platforms", "游戏平台"), PLATFORMS, open=True),
        Vocabulary("game-model", Bilingual("business models", "商业模式"), GAME_MODELS, open=True),
        Vocabulary("rating-system", Bilingual("rating systems", "分级体系"), RATING_SYSTEMS),
        Vocabulary(
            "licence-type", Bilingual("licence types", "许可类型"), LICENCE_TYPES, open=True
        ),
        Vocabulary("identifier", Bilingual("identifiers", "标识符"), IDENTIFIERS, open=True),
        Vocabulary("admission", Bilingual("kinds of admission", "入场方式"), HALL_ADMISSION),
        Vocabulary("access", Bilingual("kinds of access", "获取方式"), SCREENER_ACCESS),
    )
    return {v.name: v for v in lists}


# File name in content/vocabularies/ → the vocabulary it adds to.
FILES = {
    "genres": "genre",
    "roles": "role",
    "seeking": "seeking",
    "company-types": "company-type",
    "service-types": "service-type",
    "event-types": "event-type",
    "platforms": "platform",
    "game-models": "game-model",
    "licence-types": "licence-type",
    "identifiers": "identifier",
    "languages": "language",  # the organizers' names for languages and territories, instead of
    "territories": "territory",  # CLDR's
}
