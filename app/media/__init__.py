"""The files of content/media, under names that change with their content, and the smaller copies of its pictures."""

from app.media.catalogue import Media
from app.media.copies import Copies
from app.media.image import MediaImage
from app.media.item import IMAGE_TYPES, TYPES, MediaFile
from app.media.maker import Maker

__all__ = ["IMAGE_TYPES", "TYPES", "Copies", "Maker", "Media", "MediaFile", "MediaImage"]
