"""The tests: they mirror app/, and journeys/ walks through the whole house in a real browser."""

import pytest

pytest.register_assert_rewrite("tests.support")
