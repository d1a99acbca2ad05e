"""While writing: pages that follow what is saved. Only `flask dev` opens this room; the house never does."""

from app.dev.serving import serve
from app.dev.workshop import Workshop

__all__ = ["Workshop", "serve"]
