"""The files of content/media, under names that change with their content."""

from app.media.catalogue import Media
from app.media.item import IMAGE_TYPES, TYPES, MediaFile, MediaImage

__all__ = ["IMAGE_TYPES", "TYPES", "Media", "MediaFile", "MediaImage"]
