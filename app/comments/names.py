"""The gentle pseudonyms of unnamed authors: a quality and a living thing, neither clever nor sad."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from app.language import TRANSLATIONS, Language, _, spoken

_QUALITIES = """
Amber Autumn Blue Brave Bright Calm Candid Careful Clear Clement Coastal Copper Dappled Dawn Deep Dewy
Early Even Evening Fair Fine Fond Forest Fresh Gentle Glad Golden Good Green Harbor
Honest Ivory Jade June Keen Kind Lake Light Linen Lively Marsh May Meadow Mellow
Mild Misty Modest Moonlit Morning Mossy Neat New Noble Northern Oaken Ocean October Olive Open Patient Pearl
Quiet Rainy Ready Restful River Rosy Russet Sandy Sea Silver Snowy Soft Southern Spring
Steady Still Stone Summer Sunlit Sure Tall Tender Thoughtful Tidal Timber True Upland Valley Velvet Violet Warm Wandering
Western White Willing Winter Wise Woodland Young
"""

_KINDS = """
Alder Ash Aspen Aster Badger Beech Birch Bittern Bluebell Bramble Briar Cedar Chestnut Clover Cormorant Cowslip Crane
Curlew Cypress Daisy Deer Dipper Dove Dunlin Egret Elder Elm Fennel Fern Finch Flax Foxglove Gannet Goldfinch Hare Hawthorn
Hazel Heather Heron Holly Iris Ivy Jay Juniper Kestrel Kite Lark Laurel Lavender Lichen Lilac Linden Linnet Lupin Mallow
Maple Martin Mint Moss Myrtle Nuthatch Oak Osprey Otter Owl Pear Pine Pipit Plover Poplar Primrose Quail Quince
Redwing Reed Robin Rosemary Rowan Sage Sedge Siskin Snowdrop Sorrel Sparrow Spruce Starling Swallow Swan Swift
Tansy Teal Tern Thistle Thrush Thyme Vetch Wagtail Walnut Warbler Willow Wren Yarrow Yew
"""

QUALITIES = tuple(_QUALITIES.split())
KINDS = tuple(_KINDS.split())


class Words(NamedTuple):
    """One language's words, in the order of QUALITIES and KINDS. A quality has a form for each gender of the language."""

    qualities: tuple[tuple[str, ...], ...]
    kinds: tuple[tuple[int, str], ...]

    def pair(self, quality: int, kind: int) -> tuple[str, str]:
        """A quality, in the form that its kind asks for, and the kind."""
        form, named = self.kinds[kind]
        forms = self.qualities[quality]
        return forms[min(form, len(forms)) - 1], named


def name_of(number: int) -> str:
    """The pseudonym with this number, from 0 to len(QUALITIES) * len(KINDS) - 1, in the site's language."""
    return _name_in(spoken(), number)


@lru_cache(maxsize=4096)
def _name_in(language: Language, number: int) -> str:
    quality, kind = words_in(language.locale.language).pair(*divmod(number, len(KINDS)))
    # Translators: an unnamed author's pseudonym, such as "Quiet Willow". Its words stand in names.txt.
    return _("%(quality)s %(kind)s", quality=quality, kind=kind)


@lru_cache(maxsize=16)
def words_in(language: str) -> Words:
    """The words of app/translations/<language>/names.txt; the English ones where there is no such file.

    Raises:
        KeyError: the file leaves a word out.
    """
    file = TRANSLATIONS / language / "names.txt"
    if not file.exists():
        return Words(tuple((quality,) for quality in QUALITIES), tuple((1, kind) for kind in KINDS))
    lines = (line.partition(" = ") for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    theirs = {english: said for english, _equals, said in lines}
    qualities = tuple(tuple(theirs[quality].split(", ")) for quality in QUALITIES)
    kinds = (theirs[kind].split(" ", 1) for kind in KINDS)
    return Words(qualities, tuple((int(form), named) for form, named in kinds))
