"""The gentle pseudonyms of unnamed authors: a quality and a living thing, neither clever nor sad."""

from __future__ import annotations

from app.language import _

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


def name_of(number: int) -> str:
    """The pseudonym with this number, from 0 to len(QUALITIES) * len(KINDS) - 1, in the site's language."""
    quality, kind = divmod(number, len(KINDS))
    # Translators: an unnamed author's pseudonym, such as "Quiet Willow".
    return _("%(quality)s %(kind)s", quality=_(QUALITIES[quality]), kind=_(KINDS[kind]))
