"""What may show who somebody is where it is written without capitals: only behind words that announce it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from app.comments.screening.words import Span


def _words(of: str) -> frozenset[str]:
    return frozenset(of.split())


_SMALL = _words("""
    a an and am are as at be because been but by for from had has have he her here him his i if in into is it its just
    like me my near no not now of off on one or our out over she since so some than that the their them then there
    they this to too us was we were what when where which who why will with you your al así como con de del desde el
    ella en es esta este hace la las lo los me mi muy no nos para pero por porque que se sin soy su tengo un una y ya
    yo
""")
"""Words between others, which are nobody's name."""

_ANY = _words("""
    primary secondary middle high elementary nursery infant junior senior state private public independent local
    community village city town county national general regional central main big small large little busy new old same
    other another different nearby good bad catholic christian church special boarding night evening day after before
    summer sunday law medical medicine business music art drama dance language online graduate grad driving teaching
    training university college school hospital clinic academy children children's women's maternity psychiatric
    mental health eye dental cottage field outpatient antenatal fertility sleep rural urban público pública privado
    privada comarcal general infantil universitario universitaria materno materna clínico pequeño pequeña grande
""")
"""What says which kind of school or hospital it is, and so leaves it one of many."""

_UNITS = _words("""
    min mins minute minutes hour hours day days week weeks mile miles km metre metres meter meters bedroom lane
""")

_ANNOUNCED = re.compile(
    r"\b(?:my (?:full )?name is|my name's|i am called|me llamo|mi nombre es|his name is|her name is|se llama)[:,]? "
    r"((\w[\w'’-]+) (\w[\w'’-]+))",
    re.IGNORECASE,
)
_I_AM = re.compile(r"\b(?i:i am|i['’]m|yo soy|soy) (([A-ZÁÉÍÓÚÑÜ][a-zà-ÿ]+) ([A-ZÁÉÍÓÚÑÜ][a-zà-ÿ'’-]+))\b(?! [A-Z])")
_NO_NAME = re.compile(
    r".*(?:ish|ese|ch|[cdlmnrst]ian|can|ist|ic|ed|ing|ive)|mum|mom|dad|mother|father|single|new|madre|padre|mamá|papá|type|stage|one|two|three|four",
    re.IGNORECASE,
)
"""What somebody is rather than is called: British, Asian, American, Autistic, Divorced."""

_WORKS_EN = re.compile(
    r"\bi (?:work|teach|study|nurse|volunteer)(?: \w+)? (?:at|for|in) (?:the )?"
    r"((?:[\w'’.-]+ ){1,4}(?:school|hospital|university|college|academy|infirmary|clinic|nursery))\b",
    re.IGNORECASE,
)
_WORKS_ES = re.compile(
    r"\b(?:trabajo|estudio|enseño|doy clases?) en (?:el |la )?"
    r"((?:colegio|instituto|escuela|hospital|universidad|clínica|guardería) ([\w'’-]+)(?: [\w'’-]+)?)\b",
    re.IGNORECASE,
)
_LIVES_EN = re.compile(
    r"\b(?:live|lives|lived|living|stay|staying|house is|home is|address is)(?: (?:at|on|in))? "
    r"(\d{1,5}[a-z]?,? ((?:[\w'’-]+ ){1,2})"
    r"(?:street|road|avenue|lane|terrace|crescent|boulevard|gardens|grove|square|drive|close|court|rd|ave))\b",
    re.IGNORECASE,
)
_LIVES_ES = re.compile(
    r"\b(?:vivo|vivimos|vive|viven) en (?:la |el )?"
    r"((?:calle|avenida|avda\.?|plaza|paseo|camino) (?:[\w'’-]+ ){1,4}(?:n[º°]?\.? ?)?\d{1,4})\b",
    re.IGNORECASE,
)


def names_in(text: str) -> Iterator[tuple[str, Span]]:
    """What somebody announces as a name: the first word of it, which is a given name or not, and where all of it stands."""
    for found in _ANNOUNCED.finditer(text):
        if found[3].casefold() not in _SMALL:
            yield found[2], Span(*found.span(1))


def names_after_i_am(text: str) -> Iterator[Span]:
    """Two words with capitals behind `I am`, unless they say what somebody is."""
    for found in _I_AM.finditer(text):
        if not any(_NO_NAME.fullmatch(word) or word.casefold() in _SMALL for word in found.group(2, 3)):
            yield Span(*found.span(1))


def workplaces_in(text: str) -> Iterator[Span]:
    """Schools, hospitals and the like that somebody works at, where more is said of them than their kind."""
    for found in _WORKS_EN.finditer(text):
        said = found[1].casefold().split()[:-1]
        if not _SMALL.intersection(said) and not _ANY.issuperset(said):
            yield Span(*found.span(1))
    for found in _WORKS_ES.finditer(text):
        if found[2].casefold() not in _SMALL | _ANY:
            yield Span(*found.span(1))


def addresses_in(text: str) -> Iterator[Span]:
    """Streets with a number that somebody lives in."""
    for found in _LIVES_EN.finditer(text):
        if not (_UNITS | _SMALL).intersection(found[2].casefold().split()):
            yield Span(*found.span(1))
    for found in _LIVES_ES.finditer(text):
        yield Span(*found.span(1))
