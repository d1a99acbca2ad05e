"""Understory: a blog whose readers' comments are read by a person before anyone else sees them."""
