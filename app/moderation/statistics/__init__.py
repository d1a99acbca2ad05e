"""Statistics: what the hourly counts of the last days say, for people who would rather look than read."""

from app.moderation.statistics.counting import POSTED, count_decision, uncount_decision
from app.moderation.statistics.statistics import DAYS, Day, Hour, Spam, Statistics

__all__ = ["DAYS", "POSTED", "Day", "Hour", "Spam", "Statistics", "count_decision", "uncount_decision"]
